import 'server-only'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'
import type { Locale } from '@/lib/i18n/locales'
import { dated, type Notice, type NoticeWords, noticeFor } from './notice'
import type { Asked, NoticeOrganisation } from './notice-sections'

/** The part of a notice that proves what was shown. */
export type NoticeProof = Pick<NoticeWords, 'hash' | 'version' | 'locale' | 'body' | 'reads'>

// A few words at a time, each for as long as the process lives; a row that was written is never changed.
const known = new Map<string, Date>()
const mostKept = 500

const read = async (hash: Buffer): Promise<Date | null> => {
  const { rows } = await pool().query<{ first_shown_at: Date }>({
    name: 'notice_in_force',
    text: 'select first_shown_at from notices where hash = $1',
    values: [hash],
  })
  return rows[0]?.first_shown_at ?? null
}

const store = async (notice: NoticeProof): Promise<Date> => {
  const { rows } = await pool().query<{ first_shown_at: Date }>({
    name: 'insert_notice',
    text: `insert into notices (hash, version, locale, body, reads, first_shown_at) values ($1, $2, $3, $4, $5, $6)
           on conflict (hash) do nothing returning first_shown_at`,
    values: [notice.hash, notice.version, notice.locale, notice.body, notice.reads, now()],
  })
  const since = rows[0]?.first_shown_at ?? (await read(notice.hash))
  if (!since) throw new Error('expected the words of the notice to be kept, found none')
  return since
}

/**
 * Keeps the words of a notice the first time they are shown; a consent row then points to them by their hash (L-05).
 * @returns since when they are shown
 */
export const storeNotice = async (notice: NoticeProof): Promise<Date> => {
  const key = notice.hash.toString('hex')
  const before = known.get(key)
  if (before) return before
  const since = (await read(notice.hash)) ?? (await store(notice))
  if (known.size >= mostKept) known.clear()
  known.set(key, since)
  return since
}

/** The notice as people read it now; whoever is shown it is shown words that are kept. */
export const shownNotice = async (locale: Locale, organisation: NoticeOrganisation, asked?: Asked): Promise<Notice> => {
  const words = noticeFor(locale, organisation, asked)
  return dated(words, await storeNotice(words))
}

/** The notice as people would read it: a look by colleagues, which puts nothing in force. */
export const previewedNotice = async (
  locale: Locale,
  organisation: NoticeOrganisation,
  asked?: Asked,
): Promise<Notice> => {
  const words = noticeFor(locale, organisation, asked)
  return dated(words, await read(words.hash))
}
