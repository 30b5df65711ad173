-- An administrator who can sign in alone always remains, whoever changes the table. The lock lets such changes pass one
-- by one, so that two who demote each other in the same moment are counted one after the other.
create function keep_an_admin() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtext('the last administrator'));
  if not exists (select from staff where role = 'admin' and disabled_at is null and password_hash is not null) then
    raise exception 'expected an administrator to remain, found none' using errcode = 'check_violation';
  end if;
  return null;
end $$;
--> statement-breakpoint
create trigger an_admin_remains after update of role, disabled_at, password_hash on staff
  for each row when (old.role = 'admin' and old.disabled_at is null)
  execute function keep_an_admin();
--> statement-breakpoint
create trigger an_admin_remains_after_delete after delete on staff
  for each row when (old.role = 'admin' and old.disabled_at is null)
  execute function keep_an_admin();
