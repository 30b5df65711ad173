import type { Tone } from '@/components/ui/status-tag'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime, formatNumber, formatShare } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import { durationText } from './duration'
import { providerState } from './provider-state'

type Facts = {
  measuredAt: Date
  provider: {
    measuredAt: Date
    silentSince: Date | null
    resting: boolean
    budget: { used: number; limit: number }
    calls: { total: number; failed: number }
    answeredAt: Date | null
    token: { obtainedAt: Date; expiresAt: Date } | null
  }
  database: {
    measuredAt: Date
    answeredInMs: number
    offsetMs: number
    version: string
    queues: readonly { queue: string; jobs: number; oldestMs: number }[]
    unfolded: number
  }
  providerClock: { offsetMs: number; measuredAt: Date } | null
  version: string
  node: string
  startedAt: Date
}

export type Tile = {
  id: string
  heading: string
  state?: { tone: Tone; text: string }
  lines: { term: string; value: string }[]
  measuredAt: Date | null
}

/** A job that is due this long while sweeps come every minute: nobody runs jobs. */
const lateJobMs = 3 * 60_000

/** Two minutes of difference and a fresh token can look ended, a fresh consent too late. */
const clockWarnMs = 60_000

const signed = (ms: number, t: Translate): string => {
  const text = durationText(Math.abs(ms) / 1000, t)
  if (Math.abs(ms) < 1_000) return t('admin.ops.clock.same')
  return t(ms > 0 ? 'admin.ops.clock.ahead' : 'admin.ops.clock.behind', { time: text })
}

const providerTile = ({ provider }: Facts, t: Translate, locale: Locale): Tile => {
  const { calls, answeredAt } = provider
  const share = formatShare(calls.failed, calls.total, locale)
  return {
    id: 'provider',
    heading: t('admin.ops.provider.heading'),
    state: providerState(provider, t),
    lines: [
      {
        term: t('admin.ops.provider.lastAnswer'),
        value: answeredAt ? formatDateTime(answeredAt, locale) : t('admin.ops.never'),
      },
      {
        term: t('admin.overview.provider.errors'),
        value:
          share === null
            ? t('admin.overview.provider.noCalls')
            : t('admin.overview.provider.errorsOf', {
                failed: formatNumber(calls.failed, locale),
                total: formatNumber(calls.total, locale),
                share,
              }),
      },
    ],
    // What we know of it is as old as its last word, however often this page is opened.
    measuredAt: answeredAt,
  }
}

const budgetTile = ({ provider: { budget, measuredAt } }: Facts, t: Translate, locale: Locale): Tile => {
  const used = formatShare(budget.used, budget.limit, locale) ?? ''
  const full = budget.used >= budget.limit
  return {
    id: 'budget',
    heading: t('admin.ops.budget.heading'),
    state: { tone: full ? 'warn' : 'good', text: t(full ? 'admin.ops.budget.full' : 'admin.ops.budget.free') },
    lines: [
      {
        term: t('admin.ops.budget.used'),
        value: t('admin.ops.budget.of', { used: budget.used, limit: budget.limit, share: used }),
      },
    ],
    measuredAt,
  }
}

const tokenTile = ({ provider: { token, measuredAt } }: Facts, t: Translate, locale: Locale): Tile => {
  const heading = t('admin.overview.provider.token')
  if (token === null)
    return {
      id: 'token',
      heading,
      lines: [{ term: t('admin.ops.token.age'), value: t('admin.overview.provider.noToken') }],
      measuredAt,
    }
  const ended = token.expiresAt <= measuredAt
  return {
    id: 'token',
    heading,
    state: { tone: ended ? 'plain' : 'good', text: t(ended ? 'admin.ops.token.ended' : 'admin.ops.token.good') },
    lines: [
      {
        term: t('admin.ops.token.age'),
        value: durationText((measuredAt.getTime() - token.obtainedAt.getTime()) / 1000, t),
      },
      { term: t('admin.ops.token.ends'), value: formatDateTime(token.expiresAt, locale) },
    ],
    measuredAt,
  }
}

const queueTile = ({ database }: Facts, t: Translate, locale: Locale): Tile => {
  const jobs = database.queues.reduce((sum, queue) => sum + queue.jobs, 0)
  const oldestMs = Math.max(0, ...database.queues.map((queue) => queue.oldestMs))
  const late = oldestMs > lateJobMs
  return {
    id: 'queue',
    heading: t('admin.ops.queue.heading'),
    state: { tone: late ? 'bad' : 'good', text: t(late ? 'admin.ops.queue.late' : 'admin.ops.queue.running') },
    lines: [
      { term: t('admin.ops.queue.jobs'), value: formatNumber(jobs, locale) },
      {
        term: t('admin.ops.queue.oldest'),
        value: oldestMs === 0 ? t('admin.ops.queue.noneDue') : durationText(oldestMs / 1000, t),
      },
      { term: t('admin.ops.queue.unfolded'), value: formatNumber(database.unfolded, locale) },
    ],
    measuredAt: database.measuredAt,
  }
}

const databaseTile = ({ database }: Facts, t: Translate): Tile => ({
  id: 'database',
  heading: t('admin.ops.database.heading'),
  state: { tone: 'good', text: t('admin.ops.database.answers') },
  lines: [
    {
      term: t('admin.ops.database.took'),
      value: t('admin.ops.milliseconds', { ms: Math.max(1, Math.round(database.answeredInMs)) }),
    },
    { term: t('admin.ops.database.version'), value: database.version },
  ],
  measuredAt: database.measuredAt,
})

const clockTiles = ({ database, providerClock }: Facts, t: Translate): Tile[] => {
  const state = (ms: number) =>
    Math.abs(ms) > clockWarnMs
      ? { tone: 'warn' as const, text: t('admin.ops.clock.apart') }
      : { tone: 'good' as const, text: t('admin.ops.clock.together') }
  return [
    {
      id: 'clock-database',
      heading: t('admin.ops.clock.database'),
      state: state(database.offsetMs),
      lines: [{ term: t('admin.ops.clock.offset'), value: signed(database.offsetMs, t) }],
      measuredAt: database.measuredAt,
    },
    {
      id: 'clock-provider',
      heading: t('admin.ops.clock.provider'),
      ...(providerClock ? { state: state(providerClock.offsetMs) } : {}),
      lines: [
        {
          term: t('admin.ops.clock.offset'),
          value: providerClock ? signed(providerClock.offsetMs, t) : t('admin.ops.clock.unknown'),
        },
      ],
      measuredAt: providerClock?.measuredAt ?? null,
    },
  ]
}

const versionTile = ({ version, node, startedAt, measuredAt }: Facts, t: Translate, locale: Locale): Tile => ({
  id: 'version',
  heading: t('admin.ops.version.heading'),
  lines: [
    { term: t('admin.ops.version.product'), value: version },
    { term: t('admin.ops.version.node'), value: node },
    { term: t('admin.ops.version.started'), value: formatDateTime(startedAt, locale) },
  ],
  measuredAt,
})

const backupTile = ({ measuredAt }: Facts, t: Translate): Tile => ({
  id: 'backup',
  heading: t('admin.ops.backup.heading'),
  state: { tone: 'warn', text: t('admin.ops.backup.none') },
  lines: [{ term: t('admin.ops.backup.age'), value: t('admin.ops.backup.unknown') }],
  measuredAt,
})

/** Everything that is measured, in words, worst things not hidden behind good ones: the order never changes. */
export const opsTiles = (facts: Facts, t: Translate, locale: Locale): Tile[] => [
  providerTile(facts, t, locale),
  budgetTile(facts, t, locale),
  tokenTile(facts, t, locale),
  queueTile(facts, t, locale),
  databaseTile(facts, t),
  ...clockTiles(facts, t),
  versionTile(facts, t, locale),
  backupTile(facts, t),
]
