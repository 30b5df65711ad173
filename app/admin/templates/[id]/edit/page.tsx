import { notFound, redirect } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { TemplateForm } from '@/components/admin/template-form'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { newTemplate, templateAnswers } from '@/lib/kyc/template-form'
import { templatePath, templatesPath, withNotice } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { getTemplate } from '@/lib/templates/list-templates'
import { Console } from '../../../console'
import { saveTemplate } from '../../actions'
import { templateWords, usualHere } from '../../words'

const EditTemplatePage = async ({ params }: PageProps<'/admin/templates/[id]/edit'>) => {
  const actor = await requirePermission('settings.manage')
  const [template, { name: business }] = await Promise.all([getTemplate(actor, (await params).id), getOrganisation()])
  if (!template) notFound()
  const { id, name, draft, published, stamp } = template
  if (template.state === 'ended') redirect(withNotice(templatePath(id), 'already_ended'))
  const t = dictionary(defaultLocale)
  const title = t('common.pageTitle', { page: t('templates.editTitle'), business })
  const content = draft ?? published
  return (
    <Console actor={actor} t={t} page={null} room="templates">
      <Crumbs
        label={t('templates.crumb')}
        steps={[
          { text: t('templates.title'), href: templatesPath() },
          { text: name, href: templatePath(id) },
          { text: t('templates.editTitle') },
        ]}
      />
      <div className="flex flex-col gap-2">
        <h1 className="text-h1 font-bold">
          {t('templates.editHeading', { number: draft?.number ?? (published?.number ?? 0) + 1 })}
        </h1>
        <p className="max-w-read text-ink-soft">{t('templates.editLead')}</p>
      </div>
      <TemplateForm
        action={saveTemplate}
        template={{ id, stamp }}
        answers={content ? templateAnswers(name, content) : newTemplate}
        backHref={templatePath(id)}
        words={templateWords(t, title, usualHere())}
      />
    </Console>
  )
}

export default EditTemplatePage
