CREATE TABLE "session_notes" (
	"id" text PRIMARY KEY NOT NULL,
	"kyc_session_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"text_enc" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "session_notes" ADD CONSTRAINT "session_notes_kyc_session_id_kyc_sessions_id_fk" FOREIGN KEY ("kyc_session_id") REFERENCES "public"."kyc_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session_notes" ADD CONSTRAINT "session_notes_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_notes_session" ON "session_notes" USING btree ("kyc_session_id","created_at");