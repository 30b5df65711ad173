import type pg from 'pg'

type Named = { name: string; definition: string; owner: string }

const constraintsOf = `
  select conname as name, conrelid::regclass::text as owner, pg_get_constraintdef(oid) as definition from pg_constraint
  where (conrelid = $1::regclass and contype in ('p', 'u')) or (confrelid = $1::regclass and contype = 'f')
  order by contype = 'f' desc`

const indexesOf = `
  select indexrelid::regclass::text as name, indrelid::regclass::text as owner, pg_get_indexdef(indexrelid) as definition from pg_index
  where indrelid = $1::regclass and not exists (select 1 from pg_constraint where conindid = indexrelid and contype in ('p', 'u'))`

/**
 * Fills a table without its indexes and triggers, then puts them back as they were. Ten million rows into thirteen
 * indexes would take hours; sorted once afterwards they take minutes. Everything happens in the caller's transaction, so
 * a seed that dies leaves the table as it was.
 */
export const loadHeavily = async (
  client: pg.ClientBase,
  table: string,
  fill: () => Promise<void>,
  say: (line: string) => void,
): Promise<void> => {
  const constraints = (await client.query<Named>(constraintsOf, [table])).rows
  const indexes = (await client.query<Named>(indexesOf, [table])).rows
  await client.query(`alter table ${table} disable trigger user`)
  for (const { name, owner } of constraints) await client.query(`alter table ${owner} drop constraint "${name}"`)
  for (const { name } of indexes) await client.query(`drop index ${name}`)
  await fill()
  await client.query(`set local maintenance_work_mem = '512MB'`)
  for (const { name, definition } of indexes) {
    say(`  building index ${name}`)
    await client.query(definition)
  }
  // Foreign keys were dropped first and come back last, when what they point to is unique again.
  for (const { name, owner, definition } of constraints.toReversed()) {
    say(`  building ${name}`)
    await client.query(`alter table ${owner} add constraint "${name}" ${definition}`)
  }
  await client.query(`alter table ${table} enable trigger user`)
}
