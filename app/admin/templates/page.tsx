import { TemplateSaid } from '@/components/admin/template-said'
import { TemplateTable } from '@/components/admin/template-table'
import { ButtonLink } from '@/components/ui/button'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { newTemplatePath } from '@/lib/paths'
import { listTemplates } from '@/lib/templates/list-templates'
import { Console } from '../console'

const TemplatesPage = async ({ searchParams }: PageProps<'/admin/templates'>) => {
  const actor = await requirePermission('settings.manage')
  const [rows, { said }] = await Promise.all([listTemplates(actor), searchParams])
  const t = dictionary(locale)
  return (
    <Console actor={actor} t={t} page={t('templates.title')} room="templates">
      <div className="flex flex-col gap-2">
        <h1 className="text-h1 font-bold">{t('templates.heading')}</h1>
        <p className="max-w-read text-ink-soft">{t('templates.lead')}</p>
      </div>
      <TemplateSaid said={said} t={t} />
      <div>
        <ButtonLink href={newTemplatePath()}>{t('templates.new')}</ButtonLink>
      </div>
      <TemplateTable rows={rows} t={t} locale={locale} />
    </Console>
  )
}

export default TemplatesPage
