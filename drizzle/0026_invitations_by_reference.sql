DROP INDEX "invitations_reference";--> statement-breakpoint
CREATE INDEX "invitations_reference" ON "invitations" USING btree (lower("reference") text_pattern_ops,"created_at" desc,"id" desc);