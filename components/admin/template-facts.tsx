import { SummaryList } from '@/components/ui/summary-list'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatList } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import { docTypes } from '@/lib/kyc/doc-types'
import type { HeldPolicy } from '@/lib/kyc/held-policy'
import type { TemplateContent } from '@/lib/kyc/template-schema'

type TemplateFactsProps = {
  content: TemplateContent
  /** What this installation does where the template says nothing. */
  usual: { minutes: number; heldPolicy: HeldPolicy }
  t: Translate
  locale: Locale
}

/** What one version says, in the order of its form. */
export const TemplateFacts = ({ content, usual, t, locale }: TemplateFactsProps) => {
  const asked = docTypes.filter((doc) => content.required_docs.includes(doc) || content.optional_docs.includes(doc))
  const nameOf = (doc: (typeof asked)[number]) => t(`documents.${doc}.name`)
  const { purposes, consent_minutes, return_url, held_policy } = content
  return (
    <SummaryList
      items={[
        {
          term: t('templates.facts.documents'),
          value: formatList(
            asked.map((doc) =>
              t(content.required_docs.includes(doc) ? 'templates.facts.required' : 'templates.facts.optional', {
                document: nameOf(doc),
              }),
            ),
            locale,
          ),
        },
        ...asked.map((doc) => ({
          term: t('templates.facts.purpose', { document: nameOf(doc) }),
          value: purposes[doc] ?? t('templates.facts.usualWords', { text: t(`documents.${doc}.why`) }),
        })),
        { term: t('templates.facts.flow'), value: t(`templates.flows.${content.flow}`) },
        { term: t('templates.facts.link'), value: t('templates.facts.hours', { hours: content.link_hours }) },
        {
          term: t('templates.facts.consent'),
          value:
            consent_minutes === null
              ? t('templates.facts.minutesUsual', { minutes: usual.minutes })
              : t('templates.facts.minutes', { minutes: consent_minutes }),
        },
        {
          term: t('templates.facts.return'),
          value: return_url === null ? t('templates.facts.returnUsual') : <bdi dir="ltr">{return_url}</bdi>,
        },
        {
          term: t('templates.facts.held'),
          value:
            held_policy === null
              ? t('templates.facts.heldUsual', { policy: t(`templates.held.${usual.heldPolicy}`) })
              : t(`templates.held.${held_policy}`),
        },
        { term: t('templates.facts.reminders'), value: t(`templates.reminders.${content.reminders ? 'yes' : 'no'}`) },
      ]}
    />
  )
}
