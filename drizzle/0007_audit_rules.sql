-- A row of the trail goes only after its year, and only when a signed purge covers it (G-02, G-05).
create function refuse_early_purge() returns trigger language plpgsql as $$
declare
  purged bigint;
begin
  select max(seq) into purged from audit_heads where kind = 'purge';
  if purged is null or old.seq > purged or old.at > now() - interval '365 days' then
    raise exception 'delete on % is refused: no signed purge covers row %', tg_table_name, old.seq
      using errcode = 'restrict_violation';
  end if;
  return old;
end $$;
--> statement-breakpoint
drop trigger audit_events_never_change on audit_events;
--> statement-breakpoint
create trigger audit_events_never_change before update on audit_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_events_never_deleted before delete on audit_events for each row execute function refuse_early_purge();
--> statement-breakpoint
create function refuse_early_head_purge() returns trigger language plpgsql as $$
declare
  purged bigint;
begin
  select max(seq) into purged from audit_heads where kind = 'purge';
  if purged is null or old.seq > purged then
    raise exception 'delete on % is refused: no signed purge covers head %', tg_table_name, old.number
      using errcode = 'restrict_violation';
  end if;
  return old;
end $$;
--> statement-breakpoint
create trigger audit_heads_never_change before update on audit_heads for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_heads_never_deleted before delete on audit_heads for each row execute function refuse_early_head_purge();
--> statement-breakpoint
create trigger audit_heads_never_truncated before truncate on audit_heads for each statement execute function refuse_change();
--> statement-breakpoint
-- Nobody needs these rights, the owner of the tables included; a superuser is not bound by rights (docs/audit.md).
revoke update, truncate on audit_events, audit_heads from public, current_user;
--> statement-breakpoint
insert into audit_watch (id, checked_seq, walk_seq, walk_hash) values (1, 0, 0, sha256('swikriti audit trail'::bytea));
