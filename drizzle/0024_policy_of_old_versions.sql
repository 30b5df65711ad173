-- Nobody chose the policy of the version every installation begins with, so the operator's HELD_POLICY speaks for it. A
-- published version never changes otherwise.
alter table template_versions disable trigger template_versions_published_never_change;
--> statement-breakpoint
update template_versions set held_policy = null where id = 'tpv_standard_1';
--> statement-breakpoint
alter table template_versions enable trigger template_versions_published_never_change;
