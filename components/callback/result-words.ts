import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import type { DocType } from '@/lib/kyc/doc-types'
import type { View } from '@/lib/kyc/view'
import type { PersonSession } from '@/lib/sessions/session-dto'
import { documentNames } from './names'
import type { Tone } from './outcome-heading'

export type SettledView = Exclude<View, 'opening' | 'away' | 'checking'>

export type ResultWords = {
  tone: Tone
  heading: string
  sentence: string
  /** One sentence each; what the person may expect or do. */
  next: readonly string[]
  /** Label of the link to the start page, where a new attempt begins; null where there is none to make. */
  again: string | null
  /** False where the business can go on with what it has: then going back there is the first thing to do. */
  againFirst: boolean
  tips: boolean
  /** True where this ends without documents: the other way to the business is named. */
  otherWay: boolean
}

type Facts = {
  session: PersonSession
  view: SettledView
  /** What the business cannot do without. */
  required: readonly DocType[]
  business: string
  t: Translate
  locale: Locale
}

const ended = { tone: 'plain', next: [], again: null, againFirst: true, tips: false, otherWay: true } as const

const heldWords = ({ session, business, t }: Facts): ResultWords => ({
  ...ended,
  tone: 'warn',
  heading: t('callback.held.heading'),
  sentence: t(`callback.held.${session.heldReason ?? 'no_return'}`),
  next: [
    ...(session.code === 'over' ? [t('callback.held.codeOver')] : []),
    t(session.code === 'asked' ? 'callback.held.reviewElse' : 'callback.held.review', { business }),
    t('callback.held.restart'),
    t('callback.held.careful', { business }),
  ],
  again: t('callback.held.again'),
  againFirst: session.code !== 'asked',
})

const cancelledWords = ({ session, business, t, locale }: Facts): ResultWords => {
  const date = formatDateTime(session.finishedAt ?? session.createdAt, locale)
  return session.cancelledBy === 'admin'
    ? {
        ...ended,
        heading: t('callback.cancelled.headingAdmin', { business }),
        sentence: t('callback.cancelled.sentenceAdmin', { date }),
      }
    : {
        ...ended,
        heading: t('callback.cancelled.headingPerson'),
        sentence: t('callback.cancelled.sentencePerson', { date }),
        again: t('callback.refused.again'),
      }
}

const agreedWords = ({ session, required, business, t, locale }: Facts): ResultWords => {
  const documents = documentNames(t, locale, session.documents_consented ?? [])
  const count = session.documents_consented?.length ?? 0
  const done = { ...ended, tone: session.view === 'partial' ? 'info' : 'good', otherWay: false } as const
  if (session.view !== 'partial')
    return {
      ...done,
      heading: t('callback.full.heading', { count }),
      sentence: t('callback.full.sentence', { business, documents }),
      next: [t('callback.next.inform', { business }), t('callback.next.nothing')],
    }
  const missing = documentNames(t, locale, session.missing)
  const needed = session.missing.filter((doc) => required.includes(doc))
  const needs = { business, documents: documentNames(t, locale, needed), count: needed.length }
  return {
    ...done,
    heading: t('callback.partial.heading', { count, asked: session.doc_types.length }),
    sentence: t('callback.partial.sentence', { business, documents, missing }),
    next: [
      t('callback.next.inform', { business }),
      needed.length > 0 ? t('callback.partial.needs', needs) : t('callback.partial.next', { business }),
    ],
    again: t('callback.partial.add', { missing }),
    againFirst: needed.length > 0,
    tips: true,
  }
}

/** The words of every final view (ux 4.5); a view without words does not compile. */
export const resultWords = (facts: Facts): ResultWords => {
  const { session, view, business, t, locale } = facts
  switch (view) {
    case 'full':
    case 'partial':
      return agreedWords(facts)
    case 'held':
      return heldWords(facts)
    case 'cancelled':
      return cancelledWords(facts)
    case 'withdrawn': {
      const date = formatDateTime(session.finishedAt ?? session.createdAt, locale)
      return {
        ...ended,
        heading: t('callback.withdrawn.heading'),
        sentence: t('callback.withdrawn.sentence', { date }),
        next: [
          t('callback.next.nothing'),
          session.invited ? t('callback.withdraw.againInvited', { business }) : t('callback.withdraw.again'),
        ],
      }
    }
    case 'none':
      return {
        ...ended,
        heading: t('callback.none.heading'),
        sentence: t('callback.none.sentence'),
        next: [t('callback.none.next')],
        again: t('callback.again'),
        tips: true,
      }
    case 'unlisted':
      return {
        ...ended,
        tone: 'info',
        heading: t('callback.unlisted.heading'),
        sentence: t('callback.unlisted.sentence', { business }),
        next: [t('callback.unlisted.next')],
      }
    case 'not_completed':
    case 'expired':
      return {
        ...ended,
        heading: t(`callback.${view}.heading`),
        sentence: t(`callback.${view}.sentence`),
        next: [t(`callback.${view}.next`)],
        again: t('callback.again'),
        tips: true,
      }
    case 'refused':
      return {
        ...ended,
        heading: t('callback.refused.heading'),
        sentence: t('callback.refused.sentence', { business }),
        again: t('callback.refused.again'),
      }
    case 'start_unknown':
    case 'start_failed':
      return {
        ...ended,
        tone: 'bad',
        heading: t(`callback.${view}.heading`),
        sentence: t(`callback.${view}.sentence`),
        again: t('callback.again'),
      }
    case 'lost':
      return {
        ...ended,
        heading: t('callback.lost.heading'),
        sentence: t('callback.lost.sentence'),
        again: t('callback.startAgain'),
      }
  }
}
