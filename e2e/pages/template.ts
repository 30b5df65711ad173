import type { Stack } from '../../scripts/stack.ts'

/** A published template like the standard one, to be chosen by its name. @returns its id */
export const templateNamed = async (stack: Stack, name: string): Promise<string> => {
  const id = `tpl_${name}`
  await stack.db.query(
    `insert into templates select (jsonb_populate_record(t, jsonb_build_object('id', $1::text, 'name', $2::text, 'is_public', false))).*
     from templates t where id = 'tpl_standard'`,
    [id, name],
  )
  await stack.db.query(
    `insert into template_versions select (jsonb_populate_record(v, jsonb_build_object('id', 'tpv_' || $2::text, 'template_id', $1::text))).*
     from template_versions v where template_id = 'tpl_standard' and published_at is not null order by number desc limit 1`,
    [id, name],
  )
  return id
}

/** As when a colleague ends it at this moment. */
export const endTemplateNow = (stack: Stack, id: string) =>
  stack.db.query('update templates set ended_at = now() where id = $1', [id])
