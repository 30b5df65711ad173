import type { ReactNode } from 'react'
import { Moment } from '@/components/admin/moment'
import { type SessionLine, SessionTable } from '@/components/admin/session-table'
import { DataTable } from '@/components/ui/data-table'
import { SummaryList } from '@/components/ui/summary-list'
import { TypedText } from '@/components/ui/typed-text'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import { type Locale, ownNames } from '@/lib/i18n/locales'
import type { MailState } from '@/lib/kyc/mail-problem'
import { adminImportPath, adminInvitationPath } from '@/lib/paths'

type Facts = {
  name: string | null
  email: string | null
  phone: string | null
  template: string
  locale: Locale
  createdAt: Date
  createdBy: string
  file: { id: string; chosenAt: Date } | null
  expiresAt: Date
  openedAt: Date | null
  revokedAt: Date | null
  nextReminderAt: Date | null
  others: readonly { id: string; reference: string }[]
}

type Words = { t: Translate; locale: Locale }

export const InvitationFacts = ({ facts, t, locale }: Words & { facts: Facts }) => {
  const text = (value: string | null): ReactNode => (value === null ? t('admin.invite.nothing') : <bdi>{value}</bdi>)
  const time = (at: Date | null): ReactNode =>
    at ? <Moment at={at} locale={locale} /> : t('admin.invite.facts.notYet')
  const maybe = (term: string, value: ReactNode) => (value === null ? [] : [{ term, value }])
  return (
    <SummaryList
      items={[
        { term: t('admin.invite.fields.name'), value: text(facts.name) },
        {
          term: t('admin.invite.fields.email'),
          value: facts.email === null ? t('admin.invite.nothing') : <TypedText dir="ltr">{facts.email}</TypedText>,
        },
        { term: t('admin.invite.fields.phone'), value: text(facts.phone) },
        { term: t('admin.invite.fields.template'), value: text(facts.template) },
        { term: t('admin.invite.fields.language'), value: ownNames[facts.locale] },
        { term: t('admin.invite.facts.created'), value: time(facts.createdAt) },
        { term: t('admin.invite.facts.createdBy'), value: text(facts.createdBy) },
        ...maybe(
          t('admin.invite.facts.file'),
          facts.file && (
            <a href={adminImportPath(facts.file.id)}>
              {t('admin.invite.facts.fileOf', { time: formatDateTime(facts.file.chosenAt, locale) })}
            </a>
          ),
        ),
        { term: t('admin.invite.facts.opened'), value: time(facts.openedAt) },
        { term: t('admin.invite.facts.ends'), value: time(facts.expiresAt) },
        ...maybe(t('admin.invite.facts.revoked'), facts.revokedAt && time(facts.revokedAt)),
        ...maybe(t('admin.invite.facts.reminder'), facts.nextReminderAt && time(facts.nextReminderAt)),
        ...maybe(
          t('admin.invite.facts.others'),
          facts.others.length === 0 ? null : (
            <ul>
              {facts.others.map(({ id, reference }) => (
                <li key={id}>
                  <a href={adminInvitationPath(id)}>{reference}</a>
                </li>
              ))}
            </ul>
          ),
        ),
      ]}
    />
  )
}

export const InvitationSessions = ({ sessions, t, locale }: Words & { sessions: readonly SessionLine[] }) =>
  sessions.length === 0 ? (
    <p className="text-ink-soft">{t('admin.invite.sessions.none')}</p>
  ) : (
    <SessionTable rows={sessions} t={t} locale={locale} />
  )

type Mail = {
  id: string
  kind: 'invitation' | 'reminder' | 'new_link'
  state: MailState
  tries: number
  code: string | null
  created_at: Date
}

export const InvitationMail = ({ mail, t, locale }: Words & { mail: readonly Mail[] }) =>
  mail.length === 0 ? (
    <p className="text-ink-soft">{t('admin.invite.mail.none')}</p>
  ) : (
    <>
      <DataTable
        caption={t('admin.invite.mail.heading')}
        columns={[
          { key: 'kind', label: t('admin.invite.mail.kind') },
          { key: 'state', label: t('admin.invite.mail.state') },
          { key: 'queued', label: t('admin.invite.mail.queued') },
          { key: 'tries', label: t('admin.invite.mail.tries') },
        ]}
        rows={mail.map(({ id, kind, state, tries, code, created_at }) => ({
          key: id,
          cells: {
            kind: t(`admin.invite.mail.kinds.${kind}`),
            state: `${t(`admin.invite.mail.states.${state}`)}${code === null ? '' : ` (${code})`}`,
            queued: <Moment at={created_at} locale={locale} />,
            tries,
          },
        }))}
      />
      {mail.some(({ state }) => state === 'sent') && <p className="text-ink-soft">{t('admin.invite.mail.taken')}</p>}
    </>
  )
