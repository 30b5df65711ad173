import type pg from 'pg'
import { StartProblem } from '../problem.ts'
import { setting } from '../settings.ts'

/** Made-up people must never stand beside real ones, nor be asked about at the vendor. @throws StartProblem */
export const refuseLiveKey = (): void => {
  if (!setting('SANDBOX_API_KEY')?.startsWith('key_live_')) return
  throw new StartProblem('SANDBOX_API_KEY is a live key: the seed writes into demonstration databases only.')
}

/** @throws StartProblem when there are sessions already */
export const requireEmpty = async (client: pg.ClientBase): Promise<void> => {
  const { rows } = await client.query('select 1 from kyc_sessions limit 1')
  if (rows.length === 0) return
  throw new StartProblem(
    'This database holds sessions already. Name an empty one with DATABASE_URL, or stop the product and remove .data/postgres.',
  )
}
