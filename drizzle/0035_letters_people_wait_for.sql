DROP INDEX "mail_messages_due";--> statement-breakpoint
ALTER TABLE "mail_messages" ADD COLUMN "personal" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "mail_messages_due" ON "mail_messages" USING btree ("personal","next_try_at") WHERE "mail_messages"."state" = 'queued';