-- A published version is what people agreed to; only a draft can change.
create function refuse_published_change() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: version % is published', tg_op, tg_table_name, old.id using errcode = 'restrict_violation';
end $$;
--> statement-breakpoint
create trigger template_versions_published_never_change before update or delete on template_versions
  for each row when (old.published_at is not null) execute function refuse_published_change();
--> statement-breakpoint
-- The start page as it was before there were templates: every document may be chosen, none must be.
insert into templates (id, name, is_public, created_at) values ('tpl_standard', 'Standard', true, now());
--> statement-breakpoint
insert into template_versions (id, template_id, number, required_docs, optional_docs, updated_at, published_at)
values ('tpv_standard_1', 'tpl_standard', 1, '{}', '{aadhaar,pan,driving_license}', now(), now());
