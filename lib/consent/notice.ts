import 'server-only'
import { createHash } from 'node:crypto'
import { dictionary } from '@/lib/i18n/dictionary'
import { formatDate } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import type { DocType } from '@/lib/kyc/doc-types'
import {
  type Asked,
  everyDocument,
  type NoticeOrganisation,
  type NoticeSection,
  noticeSections,
  readLines,
} from './notice-sections'

export type { NoticeOrganisation, NoticeSection }

/** The words of a notice and what they are known by. */
export type NoticeWords = {
  /** The beginning of `hash`: other words are another version, the same words always this one. */
  version: string
  locale: Locale
  /** SHA-256 of `body`: the fingerprint a consent record keeps (L-05). */
  hash: Buffer
  /** Everything the person is shown but the edition, as plain text. */
  body: string
  /** The line about each document, as it stands in `body`. */
  reads: Partial<Record<DocType, string>>
  title: string
  sections: readonly NoticeSection[]
}

/** The words with the line above them that says which they are and since when they are shown. */
export type Notice = NoticeWords & { edition: string }

/** @param since when these words were first shown; null while nobody has seen them */
export const dated = (words: NoticeWords, since: Date | null): Notice => {
  const t = dictionary(words.locale)
  const { version, locale } = words
  const edition =
    since === null
      ? t('notice.editionUnseen', { version })
      : t('notice.edition', { version, date: formatDate(since, locale) })
  return { ...words, edition }
}

const plainText = (title: string, sections: readonly NoticeSection[]): string => {
  const lines = sections.flatMap(({ heading, paragraphs, items, after }) => [
    '',
    heading,
    ...paragraphs,
    ...items.map(({ term, text }) => `- ${term}: ${text}`),
    ...after,
  ])
  return `${[title, ...lines].join('\n')}\n`
}

const missingFrom = (organisation: NoticeOrganisation): string[] =>
  Object.entries(organisation)
    .filter(([, value]) => typeof value === 'string' && value.trim() === '')
    .map(([name]) => name)

// One organisation and a few templates at a time; their earlier names are dropped with the whole map.
const built = new Map<string, NoticeWords>()
const mostKept = 50

/**
 * The words a person reads before agreeing (DPDP s.5 and rule 3, L-01). The same language, organisation, periods and
 * documents always give the same words and the same hash.
 * @throws when the organisation lacks something the law wants named
 */
export const noticeFor = (
  locale: Locale,
  organisation: NoticeOrganisation,
  asked: Asked = everyDocument,
): NoticeWords => {
  const { name, legal_name, contact, grievance_officer, grievance_contact, alternative_way, session_days } =
    organisation
  const named = { name, legal_name, contact, grievance_officer, grievance_contact, alternative_way, session_days }
  const key = JSON.stringify([locale, named, asked.docs, asked.docs.map((doc) => asked.purposes[doc] ?? null)])
  const known = built.get(key)
  if (known) return known
  const missing = missingFrom(named)
  if (missing.length > 0)
    throw new Error(`expected a complete organisation for the notice, missing ${missing.join(', ')}`)
  const t = dictionary(locale)
  const title = t('notice.title')
  const sections = noticeSections(t, locale, named, asked)
  const body = plainText(title, sections)
  const hash = createHash('sha256').update(body).digest()
  const version = hash.toString('hex').slice(0, 8)
  const notice = { version, locale, hash, body, reads: readLines(t, locale, asked), title, sections }
  if (built.size >= mostKept) built.clear()
  built.set(key, notice)
  return notice
}
