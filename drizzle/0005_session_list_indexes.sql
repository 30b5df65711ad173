DROP INDEX "kyc_sessions_reference";--> statement-breakpoint
ALTER TABLE "kyc_sessions" ADD COLUMN "doc_mask" smallint GENERATED ALWAYS AS ((case when 'aadhaar' = any (doc_types) then 1 else 0 end + case when 'pan' = any (doc_types) then 2 else 0 end + case when 'driving_license' = any (doc_types) then 4 else 0 end)::smallint) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "kyc_sessions_flow_docs" ON "kyc_sessions" USING btree ("flow","doc_mask","created_at","id");--> statement-breakpoint
CREATE INDEX "kyc_sessions_status_flow_docs" ON "kyc_sessions" USING btree ("status","flow","doc_mask","created_at","id");--> statement-breakpoint
CREATE INDEX "kyc_sessions_away" ON "kyc_sessions" USING btree ("created_at","id") WHERE "kyc_sessions"."status" = 'at_provider' and "kyc_sessions"."bound_return_at" is null;--> statement-breakpoint
CREATE INDEX "kyc_sessions_back" ON "kyc_sessions" USING btree ("created_at","id") WHERE "kyc_sessions"."status" = 'at_provider' and "kyc_sessions"."bound_return_at" is not null;--> statement-breakpoint
CREATE INDEX "kyc_sessions_reference_start" ON "kyc_sessions" USING btree ("reference" text_pattern_ops);