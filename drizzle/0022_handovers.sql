CREATE TABLE "handovers" (
	"id" text PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"owner_id" text NOT NULL,
	"invitation_id" text,
	"browser_class" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"taken_at" timestamp (3) with time zone,
	"phone_owner_id" text,
	CONSTRAINT "handovers_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_invitation_id_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "handovers_owner" ON "handovers" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "handovers_expires" ON "handovers" USING btree ("expires_at");