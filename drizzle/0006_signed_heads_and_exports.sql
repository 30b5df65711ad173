CREATE TABLE "audit_heads" (
	"number" bigint PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"seq" bigint NOT NULL,
	"statement" text NOT NULL,
	"signature" "bytea" NOT NULL,
	"digests" "bytea" NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_watch" (
	"id" integer PRIMARY KEY NOT NULL,
	"checked_seq" bigint NOT NULL,
	"checked_at" timestamp (3) with time zone,
	"walk_seq" bigint NOT NULL,
	"walk_hash" "bytea" NOT NULL,
	"whole_at" timestamp (3) with time zone,
	"broken_kind" text,
	"broken_seq" bigint,
	"broken_up_to" bigint,
	"broken_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "exports" (
	"id" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"format" text NOT NULL,
	"filter" text NOT NULL,
	"reason" text NOT NULL,
	"staff_id" text NOT NULL,
	"granted_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"row_count" bigint,
	"outcome" text
);
--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_heads_seq" ON "audit_heads" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "exports_staff" ON "exports" USING btree ("staff_id","granted_at");--> statement-breakpoint
CREATE INDEX "audit_events_actor" ON "audit_events" USING btree ("actor_id","action","seq");--> statement-breakpoint
CREATE INDEX "audit_events_kind" ON "audit_events" USING btree ("actor_kind","action","seq");