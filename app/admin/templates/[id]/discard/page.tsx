import { notFound, redirect } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { Button, ButtonLink } from '@/components/ui/button'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { templatePath, templatesPath, withNotice } from '@/lib/paths'
import { getTemplate } from '@/lib/templates/list-templates'
import { Console } from '../../../console'
import { discardNow } from '../../actions'

/** Asks before a draft is thrown away, because it is kept nowhere else. */
const DiscardDraftPage = async ({ params }: PageProps<'/admin/templates/[id]/discard'>) => {
  const actor = await requirePermission('settings.manage')
  const template = await getTemplate(actor, (await params).id)
  if (!template) notFound()
  const { id, name, stamp, draft, published } = template
  if (template.state === 'ended') redirect(withNotice(templatePath(id), 'already_ended'))
  if (!draft || !published) redirect(withNotice(templatePath(id), draft ? 'not_published' : 'no_draft'))
  const t = dictionary(locale)
  return (
    <Console actor={actor} t={t} page={t('templates.discard.title')} room="templates">
      <Crumbs
        label={t('templates.crumb')}
        steps={[
          { text: t('templates.title'), href: templatesPath() },
          { text: name, href: templatePath(id) },
          { text: t('templates.discard.title') },
        ]}
      />
      <h1 className="text-h1 font-bold">{t('templates.discard.heading', { name, number: draft.number })}</h1>
      <p className="max-w-read">
        {t('templates.discard.body', {
          saved: formatDateTime(draft.updated_at, locale),
          number: published.number,
        })}
      </p>
      <form action={discardNow} className="flex flex-wrap gap-2">
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="stamp" value={stamp} />
        <Button kind="danger">{t('templates.discard.confirm')}</Button>
        <ButtonLink href={templatePath(id)} kind="secondary">
          {t('templates.discard.keep')}
        </ButtonLink>
      </form>
    </Console>
  )
}

export default DiscardDraftPage
