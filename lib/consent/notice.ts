import 'server-only'
import { createHash } from 'node:crypto'
import { dictionary } from '@/lib/i18n/dictionary'
import { formatDate } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import {
  type Asked,
  everyDocument,
  type NoticeOrganisation,
  type NoticeSection,
  noticeSections,
} from './notice-sections'

export type { NoticeOrganisation, NoticeSection }

export type Notice = {
  version: string
  locale: Locale
  /** SHA-256 of `body`: the fingerprint a consent record keeps (L-05). */
  hash: Buffer
  /** Everything the person is shown, as plain text. */
  body: string
  title: string
  edition: string
  sections: readonly NoticeSection[]
  effectiveDate: Date
}

/** Every change of words is a new version: records of consent name it, and a test pins the words of each (L-05). */
export const noticeVersion = '1'
const effectiveDate = new Date('2026-11-24T00:00:00+05:30')

const plainText = (title: string, edition: string, sections: readonly NoticeSection[]): string => {
  const lines = sections.flatMap(({ heading, paragraphs, items, after }) => [
    '',
    heading,
    ...paragraphs,
    ...items.map(({ term, text }) => `- ${term}: ${text}`),
    ...after,
  ])
  return `${[title, edition, ...lines].join('\n')}\n`
}

const missingFrom = (organisation: NoticeOrganisation): string[] =>
  Object.entries(organisation)
    .filter(([, value]) => value.trim() === '')
    .map(([name]) => name)

// One organisation and a few templates at a time; their earlier names are dropped with the whole map.
const built = new Map<string, Notice>()
const mostKept = 50

/**
 * The notice a person reads before agreeing (DPDP s.5 and rule 3, L-01). The same version, language, organisation
 * and documents always give the same words and the same hash.
 * @throws when the organisation lacks something the law wants named
 */
export const noticeFor = (locale: Locale, organisation: NoticeOrganisation, asked: Asked = everyDocument): Notice => {
  const { name, legal_name, contact, grievance_officer, grievance_contact, alternative_way } = organisation
  const named = { name, legal_name, contact, grievance_officer, grievance_contact, alternative_way }
  const key = JSON.stringify([locale, named, asked.docs, asked.docs.map((doc) => asked.purposes[doc] ?? null)])
  const known = built.get(key)
  if (known) return known
  const missing = missingFrom(named)
  if (missing.length > 0)
    throw new Error(`expected a complete organisation for the notice, missing ${missing.join(', ')}`)
  const t = dictionary(locale)
  const title = t('notice.title')
  const edition = t('notice.edition', { version: noticeVersion, date: formatDate(effectiveDate, locale) })
  const sections = noticeSections(t, locale, named, asked)
  const body = plainText(title, edition, sections)
  const hash = createHash('sha256').update(body).digest()
  const notice = { version: noticeVersion, locale, hash, body, title, edition, sections, effectiveDate }
  if (built.size >= mostKept) built.clear()
  built.set(key, notice)
  return notice
}
