import { notFound } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { PreviewChoice } from '@/components/admin/preview-choice'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { previewPagePath, previewTemplatePath, templatePath, templatesPath } from '@/lib/paths'
import { getTemplate } from '@/lib/templates/list-templates'
import { Console } from '../../../console'
import { choices, readChoice } from './choice'

const names = ['part', 'version', 'width', 'theme'] as const

const PreviewPage = async ({ params, searchParams }: PageProps<'/admin/templates/[id]/preview'>) => {
  const actor = await requirePermission('settings.manage')
  const [template, query] = await Promise.all([getTemplate(actor, (await params).id), searchParams])
  if (!template) notFound()
  const { id, name } = template
  const choice = readChoice(query)
  const t = dictionary(defaultLocale)
  const both = template.draft !== null && template.published !== null
  const { part, version, theme, width } = choice
  const framed = previewPagePath(id, part, { version, theme })
  return (
    <Console actor={actor} t={t} page={t('templates.preview.title')} room="templates">
      <Crumbs
        label={t('templates.crumb')}
        steps={[
          { text: t('templates.title'), href: templatesPath() },
          { text: name, href: templatePath(id) },
          { text: t('templates.preview.title') },
        ]}
      />
      <div className="flex flex-col gap-2">
        <h1 className="text-h1 font-bold">{t('templates.preview.heading', { name })}</h1>
        <p className="text-ink-soft">{t('templates.preview.lead')}</p>
      </div>
      <div className="flex flex-wrap gap-x-8 gap-y-4">
        {names
          .filter((choiceName) => both || choiceName !== 'version')
          .map((choiceName) => (
            <PreviewChoice
              key={choiceName}
              label={t(`templates.preview.${choiceName}`)}
              options={choices[choiceName].map((word) => ({
                href: previewTemplatePath(id, { ...choice, [choiceName]: word }),
                text: t(`templates.preview.${word}`),
                current: choice[choiceName] === word,
              }))}
            />
          ))}
      </div>
      <p>
        <a href={framed} className="inline-block py-2">
          {t('templates.preview.alone')}
        </a>
      </p>
      <iframe
        title={t('templates.preview.frame', { part: t(`templates.preview.${part}`) })}
        src={framed}
        data-preview={width}
        className="rounded-card border border-line-field"
      />
    </Console>
  )
}

export default PreviewPage
