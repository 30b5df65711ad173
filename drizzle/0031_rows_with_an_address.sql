ALTER TABLE "invite_imports" ADD COLUMN "email_rows" integer;--> statement-breakpoint
ALTER TABLE "invite_imports" ADD COLUMN "unnamed_rows" integer;