CREATE TABLE "template_versions" (
	"id" text PRIMARY KEY NOT NULL,
	"template_id" text NOT NULL,
	"number" integer NOT NULL,
	"required_docs" text[] NOT NULL,
	"optional_docs" text[] NOT NULL,
	"purposes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"flow" text DEFAULT 'signin' NOT NULL,
	"verification_method" text[],
	"pinless" boolean,
	"usernameless" boolean,
	"consent_minutes" integer,
	"link_hours" integer DEFAULT 168 NOT NULL,
	"held_policy" text DEFAULT 'review' NOT NULL,
	"return_url" text,
	"reminders" boolean DEFAULT true NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "template_versions_number" UNIQUE("template_id","number"),
	CONSTRAINT "template_versions_docs" CHECK ("template_versions"."required_docs" <@ array['aadhaar', 'pan', 'driving_license'] and "template_versions"."optional_docs" <@ array['aadhaar', 'pan', 'driving_license']
          and not "template_versions"."required_docs" && "template_versions"."optional_docs"
          and cardinality("template_versions"."required_docs") + cardinality("template_versions"."optional_docs") > 0),
	CONSTRAINT "template_versions_flow" CHECK ("template_versions"."flow" in ('signin', 'signup')),
	CONSTRAINT "template_versions_method" CHECK ("template_versions"."verification_method" <@ array['aadhaar', 'pan', 'driving_license', 'email', 'username', 'mobile', 'other']),
	CONSTRAINT "template_versions_minutes" CHECK ("template_versions"."consent_minutes" between 61 and 1440),
	CONSTRAINT "template_versions_link" CHECK ("template_versions"."link_hours" between 1 and 720),
	CONSTRAINT "template_versions_held" CHECK ("template_versions"."held_policy" in ('review')),
	CONSTRAINT "template_versions_return" CHECK ("template_versions"."return_url" like 'https://%')
);
--> statement-breakpoint
CREATE TABLE "templates" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"is_public" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "kyc_sessions" ADD COLUMN "template_version_id" text;--> statement-breakpoint
ALTER TABLE "template_versions" ADD CONSTRAINT "template_versions_template_id_templates_id_fk" FOREIGN KEY ("template_id") REFERENCES "public"."templates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "template_versions_draft" ON "template_versions" USING btree ("template_id") WHERE "template_versions"."published_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "templates_public" ON "templates" USING btree ("is_public") WHERE "templates"."is_public" and "templates"."ended_at" is null;--> statement-breakpoint
ALTER TABLE "kyc_sessions" ADD CONSTRAINT "kyc_sessions_template_version_id_template_versions_id_fk" FOREIGN KEY ("template_version_id") REFERENCES "public"."template_versions"("id") ON DELETE no action ON UPDATE no action;