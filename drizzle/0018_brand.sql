CREATE TABLE "brand" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"accent" text,
	"logo" "bytea",
	"logo_hash" text,
	"logo_width" integer,
	"logo_height" integer,
	"updated_at" timestamp (3) with time zone NOT NULL
);
