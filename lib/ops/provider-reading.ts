import 'server-only'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import { isResting, providerTrouble } from '@/lib/provider/breaker'
import { restSeconds } from '@/lib/provider/slots'
import { keyId, upstream } from '@/lib/provider/upstream'

/** How the provider is, without asking it: from what the product's own calls met. */
export type ProviderReading = {
  readonly measuredAt: Date
  /** Since when this process cannot reach it; null while it can. */
  readonly silentSince: Date | null
  /** This process sends nothing just now. */
  readonly resting: boolean
  readonly budget: { readonly used: number; readonly limit: number }
  /** Calls about sessions in the last hour, by all instances. */
  readonly calls: { readonly total: number; readonly failed: number }
  /** When it last answered anything about a session, by all instances; null when it never did. */
  readonly answeredAt: Date | null
  readonly token: { readonly obtainedAt: Date; readonly expiresAt: Date } | null
}

type Row = {
  used: number
  total: number
  failed: number
  answered_at: Date | null
  obtained_at: Date | null
  expires_at: Date | null
}

// An hour holds no more calls than the budget lets through, so the middle part reads a bounded stretch of its index.
// A session the provider does not know or has closed (521, 523) was answered; that is no fault of the connection.
const query = {
  name: 'provider_reading',
  text: `select
      (select count(*)::int from provider_slots
       where slot <= $1 and granted_at > clock_timestamp() - interval '${restSeconds} seconds') as used,
      calls.total, calls.failed, last.at as answered_at, token.obtained_at, token.expires_at
    from (select count(*)::int as total,
            count(*) filter (where outcome not in ('ok', 'not_found', 'lifecycle'))::int as failed
          from provider_calls where at > $2) as calls
    left join lateral (select at from provider_calls where outcome = 'ok' order by at desc limit 1) as last on true
    left join (select obtained_at, expires_at from provider_tokens where key_id = $3) as token on true`,
}

const hourMs = 60 * 60_000

export const readProvider = async (): Promise<ProviderReading> => {
  const account = upstream()
  const measuredAt = now()
  const { rows } = await pool().query<Row>({
    ...query,
    values: [account.rpm, new Date(measuredAt.getTime() - hourMs), keyId(account)],
  })
  const row = rows[0]
  return {
    measuredAt,
    silentSince: providerTrouble()?.since ?? null,
    resting: isResting(),
    budget: { used: row?.used ?? 0, limit: account.rpm },
    calls: { total: row?.total ?? 0, failed: row?.failed ?? 0 },
    answeredAt: row?.answered_at ?? null,
    token: row?.obtained_at && row.expires_at ? { obtainedAt: row.obtained_at, expiresAt: row.expires_at } : null,
  }
}
