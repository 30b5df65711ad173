import type { ReactNode } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { SummaryList } from '@/components/ui/summary-list'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import { cancelledWithInvitation } from '@/lib/kyc/cancel-reason'
import type { DocType } from '@/lib/kyc/doc-types'
import { codeTries, releasedByCode } from '@/lib/kyc/held-code'
import { adminInvitationPath } from '@/lib/paths'
import type { AdminSession } from '@/lib/sessions/admin-session-dto'
import { Moment } from './moment'

type Props = { session: AdminSession; t: Translate; locale: Locale }

const names = (docs: readonly DocType[], t: Translate): string =>
  docs.length === 0 ? t('admin.session.nothing') : docs.map((doc) => t(`admin.session.docs.${doc}`)).join(', ')

/** What came. Without a result it is only a report of the provider, and called that (R-13). */
const outcome = (session: AdminSession, t: Translate): { term: string; value: string } => {
  const consented = session.documents_consented
  const term = t(session.settled || consented === null ? 'admin.session.agreedTo' : 'admin.session.reported')
  if (consented !== null) return { term, value: names(consented, t) }
  if (session.state === 'none') return { term, value: t('admin.session.notNamed') }
  return { term, value: t(session.finished_at === null ? 'admin.session.nothingYet' : 'admin.session.nothing') }
}

const optionText = ([name, value]: [string, unknown], t: Translate): string =>
  name === 'verified_mobile'
    ? `${name}: ${t('admin.session.mobileGiven')}`
    : `${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`

type CopiedProps = { text: string; label: string; doneLabel: string }

/** An id people quote elsewhere, with a button that copies it where scripts run. */
const Copied = ({ text, label, doneLabel }: CopiedProps) => (
  <span className="flex flex-wrap items-center gap-2">
    <bdi dir="ltr" className="min-w-0 break-all font-mono">
      {text}
    </bdi>
    <CopyButton text={text} label={label} doneLabel={doneLabel} />
  </span>
)

const SessionId = ({ session, t }: Pick<Props, 'session' | 't'>) =>
  session.session_id === null ? (
    t('admin.session.noSessionId')
  ) : (
    <Copied text={session.session_id} label={t('admin.session.copy')} doneLabel={t('admin.session.copied')} />
  )

/** Where the code stands, and how often a wrong one was typed. */
const codeText = ({ state, wrong }: NonNullable<AdminSession['code']>, t: Translate): string =>
  `${t(`admin.session.code.${state}`)} ${t('admin.session.code.wrong', { wrong, most: codeTries })}`

export const SessionFacts = ({ session, t, locale }: Props) => {
  const time = (at: Date | null): ReactNode => (at ? <Moment at={at} locale={locale} /> : t('admin.session.notYet'))
  const maybe = (term: string, value: ReactNode) => (value === null ? [] : [{ term, value }])
  const options = Object.entries(session.options)
  return (
    <SummaryList
      items={[
        { term: t('admin.session.asked'), value: names(session.doc_types, t) },
        outcome(session, t),
        ...maybe(
          t('admin.session.template'),
          session.template && <bdi>{t('admin.session.templateVersion', { ...session.template })}</bdi>,
        ),
        { term: t('admin.session.session_id'), value: <SessionId session={session} t={t} /> },
        {
          term: t('admin.session.id'),
          value: <Copied text={session.id} label={t('admin.session.copyId')} doneLabel={t('admin.session.copied')} />,
        },
        ...maybe(
          t('admin.invite.title'),
          session.invitation && <a href={adminInvitationPath(session.invitation.id)}>{session.invitation.reference}</a>,
        ),
        { term: t('admin.session.started'), value: time(session.created_at) },
        { term: t('admin.session.sent'), value: time(session.sent_at) },
        { term: t('admin.session.returned'), value: time(session.bound_return_at) },
        ...maybe(
          t('admin.session.returnedElsewhere'),
          session.unbound_return_at && <Moment at={session.unbound_return_at} locale={locale} />,
        ),
        { term: t('admin.session.heldPolicy'), value: t(`templates.held.${session.heldPolicy}`) },
        ...maybe(t('admin.session.code.term'), session.code && codeText(session.code, t)),
        { term: t('admin.session.openUntil'), value: time(session.consent_expiry) },
        {
          term: t(session.status === 'withdrawn' ? 'admin.session.withdrew' : 'admin.session.finished'),
          value: time(session.finished_at),
        },
        { term: t('admin.session.flow'), value: t(`admin.session.flows.${session.flow}`) },
        {
          term: t('admin.session.options'),
          value:
            options.length === 0
              ? t('admin.session.noOptions')
              : options.map((option) => optionText(option, t)).join(' · '),
        },
        ...maybe(t('admin.session.vendorStatus'), session.provider_status),
        { term: t('admin.session.reads'), value: session.reads },
        { term: t('admin.session.browser'), value: session.browser_class },
        ...maybe(t('admin.session.failReason'), session.fail_reason),
        ...maybe(
          t('admin.session.releaseReason'),
          // The line of the code says it already.
          session.release_reason === releasedByCode
            ? null
            : session.release_reason && <bdi>{session.release_reason}</bdi>,
        ),
        ...maybe(
          t('admin.session.cancelReason'),
          session.cancel_reason === cancelledWithInvitation
            ? t('admin.session.cancelledWithInvitation')
            : session.cancel_reason && <bdi>{session.cancel_reason}</bdi>,
        ),
      ]}
    />
  )
}
