CREATE TABLE "audit_events" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text NOT NULL,
	"action" text NOT NULL,
	"object_id" text NOT NULL,
	"request_id" text,
	"body" text NOT NULL,
	"prev_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" text PRIMARY KEY NOT NULL,
	"kyc_session_id" text NOT NULL,
	"notice_hash" "bytea" NOT NULL,
	"notice_version" text NOT NULL,
	"locale" text NOT NULL,
	"purposes" text[] NOT NULL,
	"items" jsonb NOT NULL,
	"action" text NOT NULL,
	"browser_class" text NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "consents_kyc_session_id_unique" UNIQUE("kyc_session_id")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"hash" "bytea" PRIMARY KEY NOT NULL,
	"version" text NOT NULL,
	"locale" text NOT NULL,
	"body" text NOT NULL,
	"first_shown_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "provider_calls" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "provider_calls_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kyc_session_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"method" text NOT NULL,
	"path" text NOT NULL,
	"http_status" integer,
	"outcome" text NOT NULL,
	"duration_ms" integer NOT NULL,
	"transaction_id" text
);
--> statement-breakpoint
CREATE TABLE "provider_slots" (
	"slot" integer PRIMARY KEY NOT NULL,
	"granted_at" timestamp with time zone DEFAULT '-infinity' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_tokens" (
	"key_id" text PRIMARY KEY NOT NULL,
	"data_key" text NOT NULL,
	"token_enc" text NOT NULL,
	"obtained_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"generation" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "browsers" (
	"binder_hash" "bytea" PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "kyc_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"handle" text NOT NULL,
	"nonce_hash" "bytea" NOT NULL,
	"start_key_hash" "bytea" NOT NULL,
	"owner_id" text NOT NULL,
	"status" text NOT NULL,
	"fail_reason" text,
	"held_reason" text,
	"flow" text NOT NULL,
	"doc_types" text[] NOT NULL,
	"options" jsonb NOT NULL,
	"consent_expiry" timestamp (3) with time zone NOT NULL,
	"locale" text NOT NULL,
	"browser_class" text NOT NULL,
	"data_key" text NOT NULL,
	"session_id_enc" text,
	"session_id_index" "bytea",
	"authorization_url_enc" text,
	"provider_status" text,
	"documents_consented" text[],
	"consent_seen_at" timestamp (3) with time zone,
	"consent_not_before" timestamp (3) with time zone,
	"last_pending_at" timestamp (3) with time zone,
	"unread_since" timestamp (3) with time zone,
	"cancelled_by" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"bound_return_at" timestamp (3) with time zone,
	"unbound_return_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"reads" integer DEFAULT 0 NOT NULL,
	"next_read_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	CONSTRAINT "kyc_sessions_handle_unique" UNIQUE("handle"),
	CONSTRAINT "kyc_sessions_nonce_hash_unique" UNIQUE("nonce_hash"),
	CONSTRAINT "kyc_sessions_start_key_hash_unique" UNIQUE("start_key_hash"),
	CONSTRAINT "kyc_sessions_session_id_index_unique" UNIQUE("session_id_index"),
	CONSTRAINT "kyc_sessions_status" CHECK ("kyc_sessions"."status" in ('starting', 'at_provider', 'held', 'succeeded', 'partial', 'none', 'failed', 'expired', 'cancelled', 'withdrawn', 'declined', 'start_failed', 'init_unknown', 'lost')),
	CONSTRAINT "kyc_sessions_doc_types" CHECK ("kyc_sessions"."doc_types" <@ array['aadhaar', 'pan', 'driving_license']),
	CONSTRAINT "kyc_sessions_sent" CHECK ("kyc_sessions"."status" <> 'at_provider' or "kyc_sessions"."session_id_enc" is not null)
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"name" text NOT NULL,
	"legal_name" text NOT NULL,
	"contact" text NOT NULL,
	"grievance_officer" text NOT NULL,
	"grievance_contact" text NOT NULL,
	"alternative_way" text NOT NULL,
	"return_url" text,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "setup_tokens" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"email_hash" "bytea" PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"locked_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text NOT NULL,
	"session_version" integer DEFAULT 1 NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "staff_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "staff_sign_ins" (
	"sid" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"session_version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_kyc_session_id_kyc_sessions_id_fk" FOREIGN KEY ("kyc_session_id") REFERENCES "public"."kyc_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_notice_hash_notices_hash_fk" FOREIGN KEY ("notice_hash") REFERENCES "public"."notices"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_sign_ins" ADD CONSTRAINT "staff_sign_ins_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_events_object" ON "audit_events" USING btree ("object_id","seq");--> statement-breakpoint
CREATE INDEX "audit_events_at" ON "audit_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "provider_calls_session" ON "provider_calls" USING btree ("kyc_session_id","id");--> statement-breakpoint
CREATE INDEX "provider_calls_at" ON "provider_calls" USING btree ("at");--> statement-breakpoint
CREATE INDEX "provider_slots_granted" ON "provider_slots" USING btree ("granted_at");--> statement-breakpoint
CREATE INDEX "browsers_expires" ON "browsers" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "kyc_sessions_owner" ON "kyc_sessions" USING btree ("owner_id","created_at");--> statement-breakpoint
CREATE INDEX "kyc_sessions_created" ON "kyc_sessions" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "kyc_sessions_status_created" ON "kyc_sessions" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "kyc_sessions_reference" ON "kyc_sessions" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "kyc_sessions_due" ON "kyc_sessions" USING btree ("next_read_at") WHERE "kyc_sessions"."status" in ('starting', 'at_provider');--> statement-breakpoint
CREATE INDEX "staff_sign_ins_staff" ON "staff_sign_ins" USING btree ("staff_id");