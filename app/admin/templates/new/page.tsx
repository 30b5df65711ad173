import { Crumbs } from '@/components/admin/crumbs'
import { TemplateForm } from '@/components/admin/template-form'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { newSecret } from '@/lib/ids'
import { newTemplate } from '@/lib/kyc/template-form'
import { templatesPath } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { Console } from '../../console'
import { saveTemplate } from '../actions'
import { templateWords, usualHere } from '../words'

const NewTemplatePage = async () => {
  const actor = await requirePermission('settings.manage')
  const { name: business } = await getOrganisation()
  const t = dictionary(defaultLocale)
  const title = t('common.pageTitle', { page: t('templates.new'), business })
  return (
    <Console actor={actor} t={t} page={null} room="templates">
      <Crumbs
        label={t('templates.crumb')}
        steps={[{ text: t('templates.title'), href: templatesPath() }, { text: t('templates.new') }]}
      />
      <div className="flex flex-col gap-2">
        <h1 className="text-h1 font-bold">{t('templates.newHeading')}</h1>
        <p className="max-w-read text-ink-soft">{t('templates.newLead')}</p>
      </div>
      <TemplateForm
        action={saveTemplate}
        template={{ formKey: newSecret() }}
        answers={newTemplate}
        backHref={templatesPath()}
        words={templateWords(t, title, usualHere())}
      />
    </Console>
  )
}

export default NewTemplatePage
