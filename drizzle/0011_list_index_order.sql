DROP INDEX "kyc_sessions_status_flow_docs";--> statement-breakpoint
CREATE INDEX "kyc_sessions_docs_flow_status" ON "kyc_sessions" USING btree ("doc_mask","flow","status","created_at","id");