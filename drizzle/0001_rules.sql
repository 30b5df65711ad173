-- Rules that drizzle's schema language cannot say.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: rows here are only added', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger consents_never_change before update on consents for each row execute function refuse_change();
--> statement-breakpoint
create trigger notices_never_change before update or delete on notices for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_events_never_change before update or delete on audit_events for each row execute function refuse_change();
--> statement-breakpoint
create trigger audit_events_never_truncated before truncate on audit_events for each statement execute function refuse_change();
--> statement-breakpoint
insert into audit_head (id, seq, hash) values (1, 0, sha256('swikriti audit trail'::bytea));
--> statement-breakpoint
-- Adds one row to the hash chain. The head row is locked until the caller's transaction ends, so two writers can never
-- continue from the same row (G-03). hash = sha256(prev_hash || seq as text || body), all in UTF-8.
create function audit_append(
  p_at timestamptz, p_actor_kind text, p_actor_id text, p_action text, p_object_id text, p_request_id text, p_body text
) returns bigint language plpgsql as $$
declare
  head audit_head%rowtype;
  new_seq bigint;
  new_hash bytea;
begin
  select * into strict head from audit_head where id = 1 for update;
  new_seq := head.seq + 1;
  new_hash := sha256(head.hash || convert_to(new_seq::text || p_body, 'UTF8'));
  insert into audit_events (seq, at, actor_kind, actor_id, action, object_id, request_id, body, prev_hash, hash)
  values (new_seq, p_at, p_actor_kind, p_actor_id, p_action, p_object_id, p_request_id, p_body, head.hash, new_hash);
  update audit_head set seq = new_seq, hash = new_hash where id = 1;
  return new_seq;
end $$;
--> statement-breakpoint
-- Counters need not survive a crash, and a start should not wait for the disk because of them.
alter table rate_limits set unlogged;
