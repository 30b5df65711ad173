CREATE TABLE "held_codes" (
	"kyc_session_id" text PRIMARY KEY NOT NULL,
	"binder_hash" "bytea" NOT NULL,
	"returned_at" timestamp (3) with time zone NOT NULL,
	"other_return_at" timestamp (3) with time zone,
	"code_hash" "bytea",
	"shown_at" timestamp (3) with time zone,
	"tries" smallint DEFAULT 0 NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "held_codes_tries" CHECK ("held_codes"."tries" between 0 and 5),
	CONSTRAINT "held_codes_shown" CHECK ("held_codes"."code_hash" is null or "held_codes"."shown_at" is not null)
);
--> statement-breakpoint
ALTER TABLE "template_versions" DROP CONSTRAINT "template_versions_held";--> statement-breakpoint
ALTER TABLE "template_versions" ALTER COLUMN "held_policy" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "template_versions" ALTER COLUMN "held_policy" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "kyc_sessions" ADD COLUMN "held_policy" text;--> statement-breakpoint
ALTER TABLE "held_codes" ADD CONSTRAINT "held_codes_kyc_session_id_kyc_sessions_id_fk" FOREIGN KEY ("kyc_session_id") REFERENCES "public"."kyc_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "held_codes_browser" ON "held_codes" USING btree ("binder_hash","returned_at");--> statement-breakpoint
ALTER TABLE "kyc_sessions" ADD CONSTRAINT "kyc_sessions_held" CHECK ("kyc_sessions"."held_policy" in ('review', 'code'));--> statement-breakpoint
ALTER TABLE "template_versions" ADD CONSTRAINT "template_versions_held" CHECK ("template_versions"."held_policy" in ('review', 'code'));