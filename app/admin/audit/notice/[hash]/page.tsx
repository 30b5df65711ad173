import { notFound } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { SummaryList } from '@/components/ui/summary-list'
import { requirePermission } from '@/lib/auth/require-permission'
import { getNotice } from '@/lib/consent/get-notice'
import { dictionary } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import { defaultLocale as locale, localeOf, ownNames } from '@/lib/i18n/locales'
import { adminAuditPath } from '@/lib/paths'
import { Console } from '../../../console'

/** The words behind a fingerprint of the trail: the trail outlives the records of consent that showed them (L-05). */
const AuditNoticePage = async ({ params }: PageProps<'/admin/audit/notice/[hash]'>) => {
  const actor = await requirePermission('audit.read')
  const { hash } = await params
  const notice = await getNotice(actor, hash)
  if (!notice) notFound()
  const t = dictionary(locale)
  return (
    <Console actor={actor} t={t} page={t('admin.audit.notice.title')} room="audit">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[{ text: t('admin.nav.audit'), href: adminAuditPath() }, { text: t('admin.audit.notice.title') }]}
      />
      <h1 className="text-h1 font-bold">{t('admin.audit.notice.title')}</h1>
      <SummaryList
        items={[
          { term: t('admin.session.consent.version'), value: notice.version },
          { term: t('admin.audit.notice.since'), value: formatDateTime(notice.first_shown_at, locale) },
          { term: t('admin.session.consent.language'), value: ownNames[localeOf(notice.locale)] },
          {
            term: t('admin.session.consent.fingerprint'),
            value: (
              <bdi dir="ltr" className="break-all font-mono text-small">
                {hash}
              </bdi>
            ),
          },
        ]}
      />
      <p lang={notice.locale} className="max-w-read whitespace-pre-wrap rounded-card border border-line bg-sunken p-4">
        {notice.body}
      </p>
    </Console>
  )
}

export default AuditNoticePage
