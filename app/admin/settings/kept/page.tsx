import { Crumbs } from '@/components/admin/crumbs'
import { SensitiveForm } from '@/components/admin/sensitive-form'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { shortestDays } from '@/lib/kyc/retention'
import { settingsPath } from '@/lib/paths'
import { getRetention } from '@/lib/privacy/retention'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { Console } from '../../console'
import { confirmProps } from '../../presence'
import { savePeriods } from './actions'

const KeptPage = async () => {
  const actor = await requirePermission('settings.manage')
  const t = dictionary(locale)
  const [confirm, { name: business }, periods] = await Promise.all([
    confirmProps(actor),
    getOrganisation(),
    getRetention(),
  ])
  const plain = t('common.pageTitle', { page: t('settings.kept.heading'), business })
  const hint = t('settings.kept.daysHint', { least: shortestDays })
  return (
    <Console actor={actor} t={t} page={null} room="settings">
      <Crumbs
        label={t('settings.crumb')}
        steps={[{ text: t('settings.title'), href: settingsPath() }, { text: t('settings.kept.heading') }]}
      />
      <div className="flex max-w-read flex-col gap-6">
        <h1 className="text-h1 font-bold">{t('settings.kept.heading')}</h1>
        <p>{t('settings.kept.lead')}</p>
        <p>{t('settings.kept.raise')}</p>
        <SensitiveForm
          action={savePeriods}
          submit={t('settings.kept.save')}
          problemHeading={t('settings.kept.problem')}
          confirm={confirm}
          title={{ plain, problem: t('common.problemTitle', { title: plain }) }}
          fields={[
            {
              kind: 'number',
              name: 'session_days',
              label: t('settings.kept.sessionsField'),
              hint,
              value: String(periods.session_days),
            },
            {
              kind: 'number',
              name: 'audit_days',
              label: t('settings.kept.auditField'),
              hint,
              value: String(periods.audit_days),
            },
          ]}
        >
          <input type="hidden" name="stamp" value={periods.stamp} />
        </SensitiveForm>
      </div>
    </Console>
  )
}

export default KeptPage
