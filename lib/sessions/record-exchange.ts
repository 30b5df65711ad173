import 'server-only'
import { now } from '@/lib/clock'
import type { Tx } from '@/lib/db/transaction'
import type { Exchange } from '@/lib/provider/provider'

/** Keeps what was asked and how it was answered, beside the change it caused; `outcome` is `ok` or an error kind. */
export const recordExchange = async (
  tx: Tx,
  kycSessionId: string,
  exchange: Exchange,
  outcome: string,
): Promise<void> => {
  tx.send({
    name: 'insert_provider_call',
    text: `insert into provider_calls (kyc_session_id, at, method, path, http_status, outcome, duration_ms, transaction_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      kycSessionId,
      now(),
      exchange.method,
      exchange.path,
      exchange.http_status,
      outcome,
      Math.round(exchange.duration_ms),
      exchange.transaction_id,
    ],
  })
}
