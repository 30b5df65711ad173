import { Fragment } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { SummaryList } from '@/components/ui/summary-list'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import type { PersonSession } from '@/lib/sessions/session-dto'

type Props = { session: PersonSession; t: Translate; locale: Locale }

/** On a narrow phone the number takes two lines: it breaks between its groups, or every twelve letters where it has none. */
const partsOf = (session_id: string) =>
  Array.from(session_id.matchAll(/[^-]{1,12}-?|-/g), ({ 0: part, index }) => ({ part, index }))

const SessionNumber = ({ session_id, t }: { session_id: string; t: Translate }) => (
  <div className="flex flex-col items-start gap-2">
    <bdi dir="ltr" className="wrap-anywhere font-mono">
      {partsOf(session_id).map(({ part, index }) => (
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </bdi>
    <span className="text-body text-ink-soft">{t('callback.details.sessionHint')}</span>
    <CopyButton text={session_id} label={t('callback.details.copy')} doneLabel={t('callback.details.copied')} />
  </div>
)

/** A withdrawal is an end after the first one: both are told, each by its name. */
const endOf = ({ view, answeredAt, finishedAt }: PersonSession, t: Translate) =>
  view === 'withdrawn'
    ? [
        { term: t('callback.details.answered'), at: answeredAt },
        { term: t('callback.details.withdrew'), at: finishedAt },
      ]
    : [{ term: t('callback.details.finished'), at: finishedAt }]

/** When what happened, and the numbers to quote; shown in the bound browser only. */
export const SessionDetails = ({ session, t, locale }: Props) => {
  const times = [
    { term: t('callback.details.started'), at: session.createdAt },
    { term: t('callback.details.left'), at: session.sentAt },
    { term: t('callback.details.back'), at: session.returnedAt },
    ...endOf(session, t),
  ].flatMap(({ term, at }) => (at === null ? [] : [{ term, value: formatDateTime(at, locale) }]))
  const reference = {
    term: t('callback.details.reference'),
    value: (
      <bdi dir="ltr" className="whitespace-nowrap">
        {session.reference}
      </bdi>
    ),
  }
  const number =
    session.session_id === null
      ? []
      : [{ term: t('callback.details.session'), value: <SessionNumber session_id={session.session_id} t={t} /> }]
  return (
    <section aria-labelledby="details">
      <h2 id="details" className="text-h2 font-semibold">
        {t('callback.details.heading')}
      </h2>
      <div className="mt-3">
        <SummaryList items={[...times, reference, ...number]} />
      </div>
      {session.finishedAt === null || session.wasHeld ? null : (
        <p className="mt-3 text-body text-ink-soft">
          {t(session.view === 'withdrawn' ? 'callback.details.keptWithdrawn' : 'callback.details.kept')}
        </p>
      )}
    </section>
  )
}
