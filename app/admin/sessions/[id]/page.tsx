import { notFound } from 'next/navigation'
import { CallTable } from '@/components/admin/call-table'
import { ConflictNotice, isLate } from '@/components/admin/conflict-notice'
import { ConsentRecord } from '@/components/admin/consent-record'
import { Crumbs } from '@/components/admin/crumbs'
import { NoteForm } from '@/components/admin/note-form'
import { NoteList } from '@/components/admin/note-list'
import { SaidNotice } from '@/components/admin/said-notice'
import { Section } from '@/components/admin/section'
import { SessionActions } from '@/components/admin/session-actions'
import { SessionFacts } from '@/components/admin/session-facts'
import { StateTag } from '@/components/admin/state-tag'
import { Notice } from '@/components/ui/notice'
import { Pager } from '@/components/ui/pager'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { newSecret } from '@/lib/ids'
import { readFilter } from '@/lib/kyc/read-filter'
import { filterQuery } from '@/lib/kyc/session-filter'
import { adminSessionPath, adminSessionsPath } from '@/lib/paths'
import { getAdminSession } from '@/lib/sessions/get-admin-session'
import { lastMoveOf } from '@/lib/sessions/last-change'
import { sessionNeighbours } from '@/lib/sessions/session-neighbours'
import { Console } from '../../console'
import { checkNow, noteNow } from './actions'
import { TimelineSection } from './timeline-section'

const heldReasons = ['unbound_return', 'no_return'] as const

const SessionPage = async ({ params, searchParams }: PageProps<'/admin/sessions/[id]'>) => {
  const actor = await requirePermission('sessions.read')
  const session = await getAdminSession(actor, (await params).id)
  if (!session) notFound()
  const query = await searchParams
  const { filter } = readFilter(query)
  const { newer, older } = await sessionNeighbours(actor, filter, { at: session.created_at, id: session.id })
  const view = new URLSearchParams(filterQuery(filter)).toString()
  const t = dictionary(locale)
  const held = heldReasons.find((reason) => reason === session.heldReason)
  const change = isLate(query.said) ? lastMoveOf(session.timeline) : null
  return (
    <Console actor={actor} t={t} page={t('admin.session.title')} room="sessions">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[{ text: t('admin.nav.sessions'), href: adminSessionsPath(filter) }, { text: session.reference }]}
      />
      <div className="flex flex-col gap-3">
        <Pager
          newer={newer === null ? undefined : adminSessionPath(newer, filter)}
          older={older === null ? undefined : adminSessionPath(older, filter)}
          labels={{
            name: t('admin.session.neighbours.name'),
            newer: t('admin.session.neighbours.newer'),
            older: t('admin.session.neighbours.older'),
          }}
        />
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="min-w-0 text-h1 font-bold">{t('admin.session.heading', { reference: session.reference })}</h1>
          <StateTag state={session.state} t={t} />
        </div>
      </div>
      {change ? <ConflictNotice change={change} t={t} locale={locale} /> : <SaidNotice said={query.said} t={t} />}
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
      <SessionActions id={session.id} can={session.can} filter={filter} view={view} checkNow={checkNow} t={t} />
      <div className="grid gap-8 lg:grid-cols-2 lg:gap-12">
        <div className="flex min-w-0 flex-col gap-8">
          <Section id="facts" heading={t('admin.session.facts')}>
            <SessionFacts session={session} t={t} locale={locale} />
          </Section>
          <Section id="consent" heading={t('admin.session.consent.heading')}>
            <ConsentRecord consent={session.consent} t={t} locale={locale} />
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          <TimelineSection session={session} filter={filter} who={query.who} t={t} />
          <Section id="notes" heading={t('admin.session.notes.heading')}>
            {session.can.note && (
              <NoteForm
                action={noteNow}
                id={session.id}
                view={view}
                formKey={newSecret()}
                words={{
                  label: t('admin.session.notes.label'),
                  hint: t('admin.session.notes.hint'),
                  submit: t('admin.session.notes.submit'),
                }}
              />
            )}
            <NoteList notes={session.notes} t={t} locale={locale} />
          </Section>
        </div>
      </div>
      <Section id="calls" heading={t('admin.session.calls.heading')}>
        <CallTable calls={session.calls} t={t} locale={locale} />
      </Section>
    </Console>
  )
}

export default SessionPage
