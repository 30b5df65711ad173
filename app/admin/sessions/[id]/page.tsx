import { notFound } from 'next/navigation'
import { CallTable } from '@/components/admin/call-table'
import { ConsentRecord } from '@/components/admin/consent-record'
import { Crumbs } from '@/components/admin/crumbs'
import { SaidNotice } from '@/components/admin/said-notice'
import { Section } from '@/components/admin/section'
import { SessionActions } from '@/components/admin/session-actions'
import { SessionFacts } from '@/components/admin/session-facts'
import { StateTag } from '@/components/admin/state-tag'
import { Timeline } from '@/components/admin/timeline'
import { Notice } from '@/components/ui/notice'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { adminSessionPath, adminSessionsPath } from '@/lib/paths'
import { getAdminSession } from '@/lib/sessions/get-admin-session'
import { Console } from '../../console'
import { checkNow } from './actions'

const heldReasons = ['unbound_return', 'no_return'] as const

const SessionPage = async ({ params, searchParams }: PageProps<'/admin/sessions/[id]'>) => {
  const actor = await requirePermission('sessions.read')
  const session = await getAdminSession(actor, (await params).id)
  if (!session) notFound()
  const { said } = await searchParams
  const t = dictionary(locale)
  const held = heldReasons.find((reason) => reason === session.heldReason)
  const heading = t('admin.session.heading', { reference: session.reference })
  return (
    <Console actor={actor} t={t} page={t('admin.session.title')} room="sessions" here={adminSessionPath(session.id)}>
      <div className="flex flex-col gap-3">
        <Crumbs
          label={t('admin.session.crumb')}
          steps={[{ text: t('admin.nav.sessions'), href: adminSessionsPath() }, { text: session.reference }]}
        />
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="text-h1 font-bold">{heading}</h1>
          <StateTag state={session.state} t={t} />
        </div>
      </div>
      <SaidNotice said={said} t={t} />
      {held && (
        <Notice kind="warn" title={t('admin.session.heldReason')}>
          <p>{t(`admin.session.held.${held}`)}</p>
        </Notice>
      )}
      {session.unread_since && session.can.check && (
        <Notice kind="warn">
          <p>{t('admin.session.silent', { time: formatDateTime(session.unread_since, locale) })}</p>
        </Notice>
      )}
      <SessionActions id={session.id} can={session.can} checkNow={checkNow} t={t} />
      <div className="grid gap-8 lg:grid-cols-2 lg:gap-12">
        <div className="flex min-w-0 flex-col gap-8">
          <Section id="facts" heading={t('admin.session.facts')}>
            <SessionFacts session={session} t={t} locale={locale} />
          </Section>
          <Section id="consent" heading={t('admin.session.consent.heading')}>
            <ConsentRecord consent={session.consent} t={t} locale={locale} />
          </Section>
        </div>
        <Section id="timeline" heading={t('admin.session.timeline.heading')}>
          <Timeline entries={session.timeline} t={t} locale={locale} />
        </Section>
      </div>
      <Section id="calls" heading={t('admin.session.calls.heading')}>
        <CallTable calls={session.calls} t={t} locale={locale} />
      </Section>
    </Console>
  )
}

export default SessionPage
