import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import type { TimelineEntry } from '@/lib/sessions/admin-timeline'
import { whoText } from './change-text'
import { Moment } from './moment'
import { StateTag } from './state-tag'

type Props = { entries: readonly TimelineEntry[]; none: string; t: Translate; locale: Locale }

/** Each action of the trail in one sentence; actions of other objects have no place in a session. */
const sentenceOf = (action: TimelineEntry['action'], t: Translate): string => {
  switch (action) {
    case 'consent.given':
      return t('admin.session.timeline.what.consent_given')
    case 'consent.withdrawn':
      return t('admin.session.timeline.what.consent_withdrawn')
    case 'session.started':
      return t('admin.session.timeline.what.session_started')
    case 'session.start_failed':
      return t('admin.session.timeline.what.session_start_failed')
    case 'session.cancelled':
      return t('admin.session.timeline.what.session_cancelled')
    case 'session.declined':
      return t('admin.session.timeline.what.session_declined')
    case 'session.released':
      return t('admin.session.timeline.what.session_released')
    case 'session.reused':
      return t('admin.session.timeline.what.session_reused')
    case 'session.checked':
      return t('admin.session.timeline.what.session_checked')
    case 'session.noted':
      return t('admin.session.timeline.what.session_noted')
    case 'return.received':
      return t('admin.session.timeline.what.return_received')
    case 'return.unbound':
      return t('admin.session.timeline.what.return_unbound')
    case 'return.query_mismatch':
      return t('admin.session.timeline.what.return_query_mismatch')
    case 'code.shown':
      return t('admin.session.timeline.what.code_shown')
    case 'code.refused':
      return t('admin.session.timeline.what.code_refused')
    case 'code.voided':
      return t('admin.session.timeline.what.code_voided')
    case 'code.doubted':
      return t('admin.session.timeline.what.code_doubted')
    case 'status.changed':
      return t('admin.session.timeline.what.status_changed')
    case 'status.contradicted':
      return t('admin.session.timeline.what.status_contradicted')
    case 'status.word_unknown':
      return t('admin.session.timeline.what.status_word_unknown')
    default:
      return action
  }
}

export const Timeline = ({ entries, none, t, locale }: Props) =>
  entries.length === 0 ? (
    <p className="text-ink-soft">{none}</p>
  ) : (
    <ol className="flex flex-col">
      {entries.map((entry) => (
        <li key={entry.seq} className="flex flex-col gap-1 border-s-2 border-line pb-4 ps-4 last:pb-0">
          <span className="flex flex-wrap items-center gap-2">
            {sentenceOf(entry.action, t)}
            {entry.to && <StateTag state={entry.to === 'at_provider' ? 'away' : entry.to} t={t} />}
          </span>
          <span className="text-small text-ink-soft">
            <bdi>{whoText(entry, t)}</bdi> · <Moment at={entry.at} locale={locale} exact />
          </span>
        </li>
      ))}
    </ol>
  )
