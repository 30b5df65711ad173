CREATE TABLE "past_logos" (
	"logo_hash" text PRIMARY KEY NOT NULL,
	"logo" "bytea" NOT NULL,
	"replaced_at" timestamp (3) with time zone NOT NULL
);
