-- Counts of sessions, kept by the transaction that moves them (lib/db/schema/counts.ts).

-- India has one zone and no summer time, so the offset needs no time zone data and an index may use it.
create function india_day(moment timestamptz) returns date language sql immutable strict parallel safe
  return (moment at time zone interval '5 hours 30 minutes')::date;
--> statement-breakpoint
-- Eight buckets for every doubling of the seconds between leaving and coming back (lib/kyc/stay.ts).
create function stay_bucket(sent timestamptz, back timestamptz) returns smallint language sql immutable strict parallel safe
  return floor(8 * ln(greatest(1, extract(epoch from back - sent)::float8)) / ln(2::float8))::smallint;
--> statement-breakpoint
create function count_session() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    insert into session_count_changes (day, status, sent, returned, bucket, change)
    values (india_day(old.created_at), old.status, old.sent_at is not null, old.bound_return_at is not null,
      stay_bucket(old.sent_at, old.bound_return_at), -1);
  end if;
  if tg_op <> 'DELETE' then
    insert into session_count_changes (day, status, sent, returned, bucket, change)
    values (india_day(new.created_at), new.status, new.sent_at is not null, new.bound_return_at is not null,
      stay_bucket(new.sent_at, new.bound_return_at), 1);
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger kyc_sessions_counted after insert or delete on kyc_sessions
  for each row execute function count_session();
--> statement-breakpoint
-- A lease or a read that learnt nothing changes no count and costs nothing here.
create trigger kyc_sessions_recounted after update on kyc_sessions for each row
  when (old.status is distinct from new.status or old.sent_at is distinct from new.sent_at
    or old.bound_return_at is distinct from new.bound_return_at or old.created_at is distinct from new.created_at)
  execute function count_session();
--> statement-breakpoint
create function forget_session_counts() returns trigger language plpgsql as $$
begin
  truncate session_counts, stay_counts, session_count_changes;
  return null;
end $$;
--> statement-breakpoint
create trigger kyc_sessions_emptied after truncate on kyc_sessions
  for each statement execute function forget_session_counts();
--> statement-breakpoint
-- Moves up to `most` changes into the counts and says how many. Only rows it can see are taken, whatever their ids, so a
-- change that commits late is folded next time. One folder at a time: a second one has nothing to do.
create function session_counts_fold(most integer default 50000) returns integer language plpgsql as $$
declare
  folded integer;
begin
  if not pg_try_advisory_xact_lock(hashtextextended('session_counts', 0)) then return 0; end if;
  with gone as (
    delete from session_count_changes where id in (select id from session_count_changes order by id limit most)
    returning day, status, sent, returned, bucket, change
  ), cells as (
    insert into session_counts as known (day, status, sent, returned, sessions)
    select day, status, sent, returned, sum(change) from gone where status is not null
    group by day, status, sent, returned having sum(change) <> 0
    on conflict (day, status, sent, returned) do update set sessions = known.sessions + excluded.sessions
  ), stays as (
    insert into stay_counts as known (day, bucket, sessions)
    select day, bucket, sum(change) from gone where bucket is not null
    group by day, bucket having sum(change) <> 0
    on conflict (day, bucket) do update set sessions = known.sessions + excluded.sessions
  )
  select count(*) into folded from gone;
  return folded;
end $$;
--> statement-breakpoint
-- Recomputes everything from the rows and says how many figures were wrong. It adds what the sums lack instead of
-- replacing them, in one statement and so from one moment: sessions may move and be counted meanwhile.
create function session_counts_rebuild() returns integer language plpgsql as $$
declare
  wrong integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('session_counts', 0));
  with seen as materialized (
    select india_day(created_at) as day, status, sent_at is not null as sent, bound_return_at is not null as returned,
      stay_bucket(sent_at, bound_return_at) as bucket, count(*) as n
    from kyc_sessions group by 1, 2, 3, 4, 5
  ), cells as (
    select day, status, sent, returned, n from seen
    union all select day, status, sent, returned, -sessions from session_counts
    union all select day, status, sent, returned, -change from session_count_changes where status is not null
  ), stays as (
    select day, bucket, n from seen where bucket is not null
    union all select day, bucket, -sessions from stay_counts
    union all select day, bucket, -change from session_count_changes where bucket is not null
  )
  insert into session_count_changes (day, status, sent, returned, bucket, change)
  select day, status, sent, returned, null, sum(n) from cells group by day, status, sent, returned having sum(n) <> 0
  union all
  select day, null, null, null, bucket, sum(n) from stays group by day, bucket having sum(n) <> 0;
  get diagnostics wrong = row_count;
  while session_counts_fold() > 0 loop end loop;
  return wrong;
end $$;
--> statement-breakpoint
select session_counts_rebuild();
