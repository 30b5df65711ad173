CREATE TABLE "invitation_links" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"invitation_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"template_id" text NOT NULL,
	"locale" text NOT NULL,
	"data_key" text NOT NULL,
	"name_enc" text,
	"email_enc" text,
	"phone_enc" text,
	"email_index" "bytea",
	"phone_index" "bytea",
	"life_hours" integer NOT NULL,
	"form_key_hash" "bytea",
	"import_id" text,
	"import_row" integer,
	"staff_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"owner_id" text,
	"opened_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"messages" integer DEFAULT 0 NOT NULL,
	"next_reminder_at" timestamp (3) with time zone,
	CONSTRAINT "invitations_form_key_hash_unique" UNIQUE("form_key_hash"),
	CONSTRAINT "invitations_import_row" UNIQUE("import_id","import_row"),
	CONSTRAINT "invitations_life" CHECK ("invitations"."life_hours" between 1 and 720)
);
--> statement-breakpoint
CREATE TABLE "invite_import_parts" (
	"import_id" text NOT NULL,
	"part" integer NOT NULL,
	"body_enc" text NOT NULL,
	CONSTRAINT "invite_import_parts_import_id_part_pk" PRIMARY KEY("import_id","part")
);
--> statement-breakpoint
CREATE TABLE "invite_imports" (
	"id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"form_key_hash" "bytea" NOT NULL,
	"staff_id" text NOT NULL,
	"template_id" text NOT NULL,
	"locale" text NOT NULL,
	"life_hours" integer NOT NULL,
	"data_key" text NOT NULL,
	"link_key_enc" text,
	"total_rows" integer NOT NULL,
	"good_rows" integer NOT NULL,
	"problems" jsonb NOT NULL,
	"ignored_columns" text[] NOT NULL,
	"by_mail" boolean DEFAULT false NOT NULL,
	"done_rows" integer DEFAULT 0 NOT NULL,
	"created_rows" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	"taken_at" timestamp (3) with time zone,
	CONSTRAINT "invite_imports_form_key_hash_unique" UNIQUE("form_key_hash"),
	CONSTRAINT "invite_imports_state" CHECK ("invite_imports"."state" in ('checked', 'running', 'done'))
);
--> statement-breakpoint
CREATE TABLE "mail_messages" (
	"id" text PRIMARY KEY NOT NULL,
	"invitation_id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	"token_enc" text,
	"code" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "mail_messages_state" CHECK ("mail_messages"."state" in ('queued', 'sent', 'bounced', 'failed', 'dropped'))
);
--> statement-breakpoint
ALTER TABLE "kyc_sessions" ADD COLUMN "invitation_id" text;--> statement-breakpoint
ALTER TABLE "invitation_links" ADD CONSTRAINT "invitation_links_invitation_id_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_template_id_templates_id_fk" FOREIGN KEY ("template_id") REFERENCES "public"."templates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_import_id_invite_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."invite_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invite_import_parts" ADD CONSTRAINT "invite_import_parts_import_id_invite_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."invite_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invite_imports" ADD CONSTRAINT "invite_imports_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invite_imports" ADD CONSTRAINT "invite_imports_template_id_templates_id_fk" FOREIGN KEY ("template_id") REFERENCES "public"."templates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_messages" ADD CONSTRAINT "mail_messages_invitation_id_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invitation_links_invitation" ON "invitation_links" USING btree ("invitation_id");--> statement-breakpoint
CREATE INDEX "invitations_created" ON "invitations" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "invitations_reference" ON "invitations" USING btree (lower("reference") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "invitations_email" ON "invitations" USING btree ("email_index");--> statement-breakpoint
CREATE INDEX "invitations_phone" ON "invitations" USING btree ("phone_index");--> statement-breakpoint
CREATE INDEX "invitations_reminder" ON "invitations" USING btree ("next_reminder_at") WHERE "invitations"."next_reminder_at" is not null;--> statement-breakpoint
CREATE INDEX "invite_imports_created" ON "invite_imports" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "mail_messages_due" ON "mail_messages" USING btree ("next_try_at") WHERE "mail_messages"."state" = 'queued';--> statement-breakpoint
CREATE INDEX "mail_messages_invitation" ON "mail_messages" USING btree ("invitation_id","created_at");--> statement-breakpoint
ALTER TABLE "kyc_sessions" ADD CONSTRAINT "kyc_sessions_invitation_id_invitations_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."invitations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kyc_sessions_invitation" ON "kyc_sessions" USING btree ("invitation_id","created_at") WHERE "kyc_sessions"."invitation_id" is not null;