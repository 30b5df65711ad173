import { notFound } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { Section } from '@/components/admin/section'
import { TemplateActions } from '@/components/admin/template-actions'
import { TemplateFacts } from '@/components/admin/template-facts'
import { TemplateSaid } from '@/components/admin/template-said'
import { TemplateTags } from '@/components/admin/template-table'
import { Disclosure } from '@/components/ui/disclosure'
import { permit } from '@/lib/auth/permissions'
import { requirePermission } from '@/lib/auth/require-permission'
import { env } from '@/lib/env'
import { dictionary } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { newLinkKey } from '@/lib/invites/links'
import { templatesPath } from '@/lib/paths'
import { getTemplate } from '@/lib/templates/list-templates'
import { Console } from '../../console'
import { makePublicNow, publishNow, tryNow } from '../actions'
import { usualHere } from '../words'

const TemplatePage = async ({ params, searchParams }: PageProps<'/admin/templates/[id]'>) => {
  const actor = await requirePermission('settings.manage')
  const [template, { said }] = await Promise.all([getTemplate(actor, (await params).id), searchParams])
  if (!template) notFound()
  const { name, state, published, draft, history } = template
  const t = dictionary(locale)
  const inviter = permit(actor, 'invitations.manage')
  const facts = { usual: usualHere(), t, locale }
  return (
    <Console actor={actor} t={t} page={name} room="templates">
      <Crumbs
        label={t('templates.crumb')}
        steps={[{ text: t('templates.title'), href: templatesPath() }, { text: name }]}
      />
      <div className="flex flex-col gap-2">
        <h1 className="text-h1 font-bold">
          <bdi>{name}</bdi>
        </h1>
        <TemplateTags
          state={state}
          isPublic={template.is_public}
          draftWaits={draft !== null && state === 'in_use'}
          t={t}
        />
      </div>
      <TemplateSaid said={said} t={t} />
      {template.ended_at ? (
        <p>{t('templates.facts.endedOn', { date: formatDateTime(template.ended_at, locale) })}</p>
      ) : (
        <Section id="actions" heading={t('templates.actions.heading')}>
          <TemplateActions
            template={template}
            trial={env().sandbox.standIn && inviter ? { send: tryNow, key: newLinkKey(inviter) } : null}
            publish={publishNow}
            makePublic={makePublicNow}
            t={t}
          />
        </Section>
      )}
      {draft && !template.ended_at && (
        <Section id="draft" heading={t('templates.facts.draft')}>
          <TemplateFacts content={draft} {...facts} />
        </Section>
      )}
      <Section id="in-use" heading={t('templates.facts.inUse')}>
        {published ? <TemplateFacts content={published} {...facts} /> : <p>{t('templates.facts.noVersion')}</p>}
        <p className="text-ink-soft">
          {t('templates.facts.open')}: {t('templates.openCount', { count: template.open })}
        </p>
      </Section>
      {history.length > 0 && (
        <Section id="history" heading={t('templates.history.heading')}>
          <ul className="flex flex-col gap-2">
            {history.map((version) => (
              <li key={version.number} id={`version-${version.number}`}>
                <Disclosure
                  summary={t('templates.history.line', {
                    number: version.number,
                    date: formatDateTime(version.published_at, locale),
                  })}
                >
                  <TemplateFacts content={version} {...facts} />
                </Disclosure>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Console>
  )
}

export default TemplatePage
