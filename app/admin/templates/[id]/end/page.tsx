import { notFound, redirect } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { Button, ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { templatePath, templatesPath, withNotice } from '@/lib/paths'
import { countedLinks, countOpenLinks, countPeopleInWork } from '@/lib/templates/count-open-links'
import { getTemplate } from '@/lib/templates/list-templates'
import { Console } from '../../../console'
import { endNow } from '../../actions'

const EndTemplatePage = async ({ params }: PageProps<'/admin/templates/[id]/end'>) => {
  const actor = await requirePermission('settings.manage')
  const { id: wanted } = await params
  const [template, links, people] = await Promise.all([
    getTemplate(actor, wanted),
    countOpenLinks(actor, wanted),
    countPeopleInWork(actor, wanted),
  ])
  if (!template) notFound()
  const { id, name, open } = template
  if (template.state === 'ended') redirect(withNotice(templatePath(id), 'already_ended'))
  const t = dictionary(defaultLocale)
  return (
    <Console actor={actor} t={t} page={t('templates.end.title')} room="templates">
      <Crumbs
        label={t('templates.crumb')}
        steps={[
          { text: t('templates.title'), href: templatesPath() },
          { text: name, href: templatePath(id) },
          { text: t('templates.end.title') },
        ]}
      />
      <h1 className="text-h1 font-bold">{t('templates.end.heading', { name })}</h1>
      <div className="flex max-w-read flex-col gap-3">
        <p>{t('templates.end.open', { count: open })}</p>
        <p>
          {links > countedLinks
            ? t('templates.end.manyLinks', { count: countedLinks })
            : t('templates.end.links', { count: links })}
        </p>
        {people > 0 && <p className="font-semibold">{t('templates.end.people', { count: people })}</p>}
        <p>{t('templates.end.body')}</p>
      </div>
      {template.is_public && (
        <Notice kind="warn">
          <p>{t('templates.end.public')}</p>
        </Notice>
      )}
      <form action={endNow} className="flex flex-wrap gap-2">
        <input type="hidden" name="id" value={id} />
        <Button kind="danger">{t('templates.end.confirm')}</Button>
        <ButtonLink href={templatePath(id)} kind="secondary">
          {t('templates.end.keep')}
        </ButtonLink>
      </form>
    </Console>
  )
}

export default EndTemplatePage
