CREATE TABLE "erasures" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"session_days" integer NOT NULL,
	"session_before" timestamp (3) with time zone NOT NULL,
	"unstarted_before" timestamp (3) with time zone NOT NULL,
	"audit_before" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"sessions" bigint DEFAULT 0 NOT NULL,
	"consents" bigint DEFAULT 0 NOT NULL,
	"notes" bigint DEFAULT 0 NOT NULL,
	"unstarted" bigint DEFAULT 0 NOT NULL,
	"invitations" bigint DEFAULT 0 NOT NULL,
	"messages" bigint DEFAULT 0 NOT NULL,
	"calls" bigint DEFAULT 0 NOT NULL,
	"exports" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retention" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"session_days" integer NOT NULL,
	"audit_days" integer NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "retention_session_days" CHECK ("retention"."session_days" between 365 and 36500),
	CONSTRAINT "retention_audit_days" CHECK ("retention"."audit_days" between 365 and 36500)
);
--> statement-breakpoint
CREATE TABLE "unstarted_counts" (
	"day" date NOT NULL,
	"status" text NOT NULL,
	"sessions" bigint NOT NULL,
	CONSTRAINT "unstarted_counts_day_status_pk" PRIMARY KEY("day","status")
);
--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "reads" jsonb;--> statement-breakpoint
CREATE UNIQUE INDEX "erasures_under_way" ON "erasures" USING btree ((true)) WHERE "erasures"."finished_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "erasures_started" ON "erasures" USING btree ("kind","started_at");--> statement-breakpoint
CREATE INDEX "invitations_ended" ON "invitations" USING btree (coalesce("revoked_at", "expires_at"));--> statement-breakpoint
CREATE INDEX "kyc_sessions_ended" ON "kyc_sessions" USING btree (coalesce("finished_at", "consent_expiry")) WHERE "kyc_sessions"."status" not in ('starting', 'at_provider');--> statement-breakpoint
CREATE INDEX "kyc_sessions_unstarted" ON "kyc_sessions" USING btree ("finished_at") WHERE "kyc_sessions"."status" in ('start_failed', 'cancelled', 'declined') and "kyc_sessions"."sent_at" is null and "kyc_sessions"."invitation_id" is null;