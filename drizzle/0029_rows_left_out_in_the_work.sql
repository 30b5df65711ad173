ALTER TABLE "invite_imports" ADD COLUMN "known_rows" integer[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "invite_imports" ADD COLUMN "left_out" integer[] DEFAULT '{}' NOT NULL;