import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { finishedStates } from '@/lib/kyc/invitation-state'

/** Nobody weighs an end by an exact count beyond this. */
export const countedLinks = 1_000

/**
 * Invitations of a template whose links stop working with it: open, and without a result, whose page goes on saying so.
 * @returns at most `countedLinks` + 1, which means more than `countedLinks`
 */
export const countOpenLinks = async (_actor: Permitted<'settings.manage'>, templateId: string): Promise<number> => {
  const { rows } = await pool().query<{ open: number }>({
    name: 'open_links_of_template',
    text: `select count(*)::int as open from (
             select from invitations i
             where coalesce(i.revoked_at, i.expires_at) > $2 and i.template_id = $1
               and not exists (select from kyc_sessions s where s.invitation_id = i.id and s.status = any($3))
             limit $4) counted`,
    values: [templateId, now(), finishedStates, countedLinks + 1],
  })
  return rows[0]?.open ?? 0
}

/**
 * People of files that are being worked off with a template right now and have no invitation yet: ending it stops that work.
 */
export const countPeopleInWork = async (_actor: Permitted<'settings.manage'>, templateId: string): Promise<number> => {
  const { rows } = await pool().query<{ people: number }>(
    `select coalesce(sum(good_rows - cardinality(left_out) - created_rows), 0)::int as people
     from invite_imports where state = 'running' and template_id = $1`,
    [templateId],
  )
  return rows[0]?.people ?? 0
}
