-- This and the next migrations change three tables in one transaction, while a process of the last version may be at work: they are
-- taken in the order in which its verbs take them, so that neither waits for the other.
lock table invite_imports in access exclusive mode;
--> statement-breakpoint
lock table invitations in share row exclusive mode;
--> statement-breakpoint
lock table mail_messages in access exclusive mode;
--> statement-breakpoint
CREATE TABLE "invitation_count_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "invitation_count_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"day" date NOT NULL,
	"opened" boolean NOT NULL,
	"change" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitation_counts" (
	"day" date NOT NULL,
	"opened" boolean NOT NULL,
	"invitations" bigint NOT NULL,
	CONSTRAINT "invitation_counts_day_opened_pk" PRIMARY KEY("day","opened")
);

--> statement-breakpoint
-- Counts of invitations beside their rows, as those of sessions (lib/db/schema/counts.ts). A file of people makes hundreds in
-- one statement, and an erasure ends hundreds: each writes one change for a day, not one for a row.
create function count_made_invitations() returns trigger language plpgsql as $$
begin
  insert into invitation_count_changes (day, opened, change)
  select india_day(created_at), opened_at is not null, count(*) from made group by 1, 2;
  return null;
end $$;
--> statement-breakpoint
create trigger invitations_counted after insert on invitations
  referencing new table as made for each statement execute function count_made_invitations();
--> statement-breakpoint
create function count_gone_invitations() returns trigger language plpgsql as $$
begin
  insert into invitation_count_changes (day, opened, change)
  select india_day(created_at), opened_at is not null, -count(*) from gone group by 1, 2;
  return null;
end $$;
--> statement-breakpoint
create trigger invitations_discounted after delete on invitations
  referencing old table as gone for each statement execute function count_gone_invitations();
--> statement-breakpoint
create function recount_invitation() returns trigger language plpgsql as $$
begin
  insert into invitation_count_changes (day, opened, change)
  values (india_day(old.created_at), old.opened_at is not null, -1), (india_day(new.created_at), new.opened_at is not null, 1);
  return null;
end $$;
--> statement-breakpoint
-- A reminder, a withdrawal or a new link changes no count and costs nothing here.
create trigger invitations_recounted after update on invitations for each row
  when ((old.opened_at is null) <> (new.opened_at is null) or old.created_at <> new.created_at)
  execute function recount_invitation();
--> statement-breakpoint
create function forget_invitation_counts() returns trigger language plpgsql as $$
begin
  truncate invitation_counts, invitation_count_changes;
  return null;
end $$;
--> statement-breakpoint
create trigger invitations_emptied after truncate on invitations
  for each statement execute function forget_invitation_counts();
--> statement-breakpoint
-- As session_counts_fold: moves up to `most` changes into the counts and says how many, one folder at a time.
create function invitation_counts_fold(most integer default 50000) returns integer language plpgsql as $$
declare
  folded integer;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('invitation_counts', 0)) then return 0; end if;
  with gone as (
    delete from invitation_count_changes where id in (select id from invitation_count_changes order by id limit most)
    returning day, opened, change
  ), cells as (
    insert into invitation_counts as known (day, opened, invitations)
    select day, opened, sum(change) from gone group by day, opened having sum(change) <> 0
    on conflict (day, opened) do update set invitations = known.invitations + excluded.invitations
  )
  select count(*) into folded from gone;
  return folded;
end $$;
--> statement-breakpoint
-- As session_counts_rebuild: adds what the sums lack, while invitations are made and opened, and says how many were wrong.
create function invitation_counts_rebuild() returns integer language plpgsql as $$
declare
  wrong integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('invitation_counts', 0));
  insert into invitation_count_changes (day, opened, change)
  select day, opened, sum(n) from (
    select india_day(created_at) as day, opened_at is not null as opened, count(*) as n from invitations group by 1, 2
    union all select day, opened, -invitations from invitation_counts
    union all select day, opened, -change from invitation_count_changes
  ) as cells group by day, opened having sum(n) <> 0;
  get diagnostics wrong = row_count;
  while invitation_counts_fold() > 0 loop end loop;
  return wrong;
end $$;
--> statement-breakpoint
select invitation_counts_rebuild();
