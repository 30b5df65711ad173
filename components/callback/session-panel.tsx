import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import type { DocType } from '@/lib/kyc/doc-types'
import { withdrawPath } from '@/lib/paths'
import type { PersonSession } from '@/lib/sessions/session-dto'
import type { Organisation } from '@/lib/settings/get-organisation'
import { DocumentList } from './document-list'
import { ResultPanel } from './result-panel'
import { SessionDetails } from './session-details'
import { WaitPanel } from './wait-panel'

type Props = {
  session: PersonSession
  /** What the business cannot do without. */
  required: readonly DocType[]
  organisation: Organisation
  ageMs: number
  autoOff: boolean
  cancel: (form: FormData) => Promise<void>
  /** Looks again while scripts run; always at this place, so that its spoken line outlives a change of view. */
  poller: ReactNode
  /** The form for the code of another browser, or null. */
  codeForm: ReactNode
  t: Translate
  locale: Locale
}

const BusyNotice = ({ since, session, t }: Pick<Props, 'session' | 't'> & { since: Date }) => (
  <Notice kind="warn" title={t('callback.busy.title')}>
    <p>{t('callback.busy.body', { since: formatTime(since), time: formatTime(session.openUntil) })}</p>
  </Notice>
)

const Middle = ({
  session,
  required,
  organisation,
  ageMs,
  autoOff,
  cancel,
  codeForm,
  t,
  locale,
}: Omit<Props, 'poller'>) => {
  switch (session.view) {
    case 'opening':
    case 'away':
    case 'checking':
      return <WaitPanel {...{ session, view: session.view, ageMs, autoOff, cancel, t }} />
    default:
      return <ResultPanel {...{ session, view: session.view, required, organisation, t, locale }} first={codeForm} />
  }
}

/** One skeleton for every view (ux 4.5): what it is, what happens next, the documents, the details, taking it back. */
export const SessionPanel = (props: Props) => {
  const { session, t, locale } = props
  return (
    <>
      {session.providerSilentSince === null ? null : (
        <BusyNotice since={session.providerSilentSince} session={session} t={t} />
      )}
      <Middle {...props} />
      {props.poller}
      <DocumentList session={session} t={t} />
      <SessionDetails session={session} t={t} locale={locale} />
      {session.withdrawable ? (
        <p className="text-read">
          <a className="inline-block py-3" href={withdrawPath(session.handle)}>
            {t('callback.withdraw.link')}
          </a>
        </p>
      ) : null}
    </>
  )
}
