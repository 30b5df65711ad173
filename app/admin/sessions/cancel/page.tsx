import { redirect } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { ReasonForm } from '@/components/admin/reason-form'
import { SessionTable } from '@/components/admin/session-table'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { isOpen } from '@/lib/kyc/staff-state'
import { withNotice } from '@/lib/paths'
import { getSessionRows } from '@/lib/sessions/get-session-rows'
import { readTicked } from '@/lib/sessions/ticked'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { Console } from '../../console'
import { cancelTicked } from '../actions'
import { listAddress } from '../list-address'

const CancelTickedPage = async ({ searchParams }: PageProps<'/admin/sessions/cancel'>) => {
  const actor = await requirePermission('sessions.read', 'sessions.act')
  const query = await searchParams
  const back = listAddress(query.list)
  const ids = readTicked(query.id)
  if (ids.length === 0) redirect(withNotice(back, 'none_ticked'))
  const rows = await getSessionRows(actor, ids)
  const open = rows.filter(({ state }) => isOpen(state))
  const ended = ids.length - open.length
  if (open.length === 0) redirect(withNotice(back, 'cancelled_many', { cancelled: 0, ended }))
  const t = dictionary(defaultLocale)
  const count = open.length
  const { name: business } = await getOrganisation()
  const title = t('common.pageTitle', { page: t('admin.bulk.title'), business })
  return (
    <Console actor={actor} t={t} page={null} room="sessions">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[{ text: t('admin.nav.sessions'), href: back }, { text: t('admin.bulk.title') }]}
      />
      <h1 className="text-h1 font-bold">{t('admin.bulk.heading', { count })}</h1>
      <div className="flex max-w-read flex-col gap-3">
        <p>{t('admin.bulk.body', { count })}</p>
        {ended > 0 && <p>{t('admin.bulk.ended', { count: ended })}</p>}
        <p className="font-semibold">{t('admin.session.cancel.cannotUndo')}</p>
      </div>
      <SessionTable rows={open} t={t} locale={defaultLocale} />
      <ReasonForm
        action={cancelTicked}
        kind="danger"
        backHref={back}
        late={null}
        words={{
          title,
          problemTitle: t('common.problemTitle', { title }),
          reason: t('admin.bulk.reason', { count }),
          hint: t('admin.bulk.reasonHint', { count }),
          confirm: t('admin.bulk.confirm', { count }),
          keep: t('admin.bulk.keep'),
          conflict: t('admin.session.conflict.title'),
          fresh: t('admin.session.conflict.open'),
        }}
      >
        <input type="hidden" name="list" value={typeof query.list === 'string' ? query.list : ''} />
        {open.map(({ id }) => (
          <input key={id} type="hidden" name="id" value={id} />
        ))}
      </ReasonForm>
    </Console>
  )
}

export default CancelTickedPage
