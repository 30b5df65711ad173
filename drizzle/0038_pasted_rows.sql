CREATE TABLE "invite_pastes" (
	"staff_id" text PRIMARY KEY NOT NULL,
	"data_key" text NOT NULL,
	"rows_enc" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "invite_pastes" ADD CONSTRAINT "invite_pastes_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;