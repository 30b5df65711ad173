import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'
import { pool } from '@/lib/db/client'
import { keyId, upstream } from '@/lib/provider/upstream'

/** What leads from an empty product to the first session, in order. */
export const firstSteps = ['account', 'organisation', 'connection', 'template', 'session'] as const
export type FirstStep = (typeof firstSteps)[number]
export type FirstSteps = Readonly<Record<FirstStep, boolean>>

type Row = Omit<FirstSteps, 'account'>

/**
 * Which of the first steps are done. Each is read from what it leaves behind and none is a flag, so a step that was skipped
 * or undone is to do again. Whoever asks has an account with its second factor: nobody else gets in.
 */
export const readFirstSteps = async (_actor: AdminActor): Promise<FirstSteps> => {
  const { rows } = await pool().query<Row>({
    name: 'first_steps',
    text: `select exists (select from organisation) as organisation,
        exists (select from provider_tokens where key_id = $1) as connection,
        exists (select from template_versions where published_at is not null and id <> 'tpv_standard_1') as template,
        exists (select from kyc_sessions where sent_at is not null) as session`,
    values: [keyId(upstream())],
  })
  const [row] = rows
  if (!row) throw new Error('expected one row of first steps, found none')
  return { account: true, ...row }
}
