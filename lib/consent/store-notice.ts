import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import type { Notice } from './notice'

/** The part of a notice that proves what was shown. */
export type NoticeProof = Pick<Notice, 'hash' | 'version' | 'locale' | 'body'>

const stored = new Set<string>()

/** Keeps the words of a notice once; a consent row then points to them by their hash (L-05). */
export const storeNotice = async (tx: Tx, notice: NoticeProof, at: Date): Promise<void> => {
  const key = notice.hash.toString('hex')
  if (stored.has(key)) return
  tx.send({
    name: 'insert_notice',
    text: `insert into notices (hash, version, locale, body, first_shown_at) values ($1, $2, $3, $4, $5)
           on conflict do nothing`,
    values: [notice.hash, notice.version, notice.locale, notice.body, at],
  })
  tx.afterCommit(() => stored.add(key))
}
