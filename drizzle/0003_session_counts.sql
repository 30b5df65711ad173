CREATE TABLE "session_count_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "session_count_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"day" date NOT NULL,
	"status" text,
	"sent" boolean,
	"returned" boolean,
	"bucket" smallint,
	"change" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session_counts" (
	"day" date NOT NULL,
	"status" text NOT NULL,
	"sent" boolean NOT NULL,
	"returned" boolean NOT NULL,
	"sessions" bigint NOT NULL,
	CONSTRAINT "session_counts_day_status_sent_returned_pk" PRIMARY KEY("day","status","sent","returned")
);
--> statement-breakpoint
CREATE TABLE "stay_counts" (
	"day" date NOT NULL,
	"bucket" smallint NOT NULL,
	"sessions" bigint NOT NULL,
	CONSTRAINT "stay_counts_day_bucket_pk" PRIMARY KEY("day","bucket")
);
