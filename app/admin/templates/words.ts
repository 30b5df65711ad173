import 'server-only'
import type { TemplateWords } from '@/components/admin/template-form'
import { env } from '@/lib/env'
import type { Translate } from '@/lib/i18n/dictionary'
import { docTypes } from '@/lib/kyc/doc-types'
import { heldPolicies } from '@/lib/kyc/held-policy'
import { flows, verificationMethods } from '@/lib/kyc/start-schema'
import { answers, docPlaces } from '@/lib/kyc/template-schema'

/** What holds here where a template says nothing. */
export const usualHere = () => ({ minutes: env().consentMinutes, heldPolicy: env().heldPolicy })

/** Every word of the form. */
export const templateWords = (t: Translate, title: string, usual: ReturnType<typeof usualHere>): TemplateWords => ({
  title,
  problemTitle: t('common.problemTitle', { title }),
  summary: t('templates.summary'),
  problem: t('templates.problem'),
  asItIs: t('settings.conflict.asItIs'),
  save: t('templates.save'),
  back: t('templates.back'),
  errors: {
    name: t('templates.errors.name'),
    documents: t('templates.errors.documents'),
    purpose: t('templates.errors.purpose'),
    consent_minutes: t('templates.errors.consent_minutes'),
    link_hours: t('templates.errors.link_hours'),
    return_url: t('templates.errors.return_url'),
    answer: t('templates.errors.answer'),
  },
  fields: {
    name: { label: t('templates.fields.name'), hint: t('templates.fields.nameHint') },
    documents: {
      heading: t('templates.fields.documents'),
      lead: t('templates.fields.documentsLead'),
      purpose: t('templates.fields.purpose'),
    },
    docs: docTypes.map((doc) => ({
      doc,
      name: t(`documents.${doc}.name`),
      purposeHint: t('templates.fields.purposeHint', { usual: t(`documents.${doc}.why`) }),
    })),
    places: docPlaces.map((value) => ({ value, label: t(`templates.places.${value}`) })),
    account: { heading: t('templates.fields.account'), flow: t('templates.fields.flow') },
    flows: flows.map((value) => ({ value, label: t(`templates.flows.${value}`) })),
    options: {
      heading: t('templates.fields.options'),
      lead: t('templates.fields.optionsLead'),
      methods: t('templates.fields.methods'),
      pinless: t('templates.fields.pinless'),
      usernameless: t('templates.fields.usernameless'),
    },
    methods: verificationMethods.map((value) => ({ value, label: t(`templates.methods.${value}`) })),
    answers: answers.map((value) => ({ value, label: t(`templates.answers.${value}`) })),
    times: {
      heading: t('templates.fields.times'),
      link: t('templates.fields.link'),
      linkHint: t('templates.fields.linkHint'),
      consent: t('templates.fields.consent'),
      consentHint: t('templates.fields.consentHint', { minutes: usual.minutes }),
    },
    after: {
      heading: t('templates.fields.after'),
      return: t('templates.fields.return'),
      returnHint: t('templates.fields.returnHint'),
      held: t('templates.fields.held'),
      heldHint: t('templates.fields.heldHint'),
      reminders: t('templates.fields.reminders'),
    },
    heldPolicies: [
      {
        value: 'default',
        label: t('templates.held.default'),
        hint: t('templates.held.defaultHint', { usual: t(`templates.held.${usual.heldPolicy}`) }),
      },
      ...heldPolicies.map((value) => ({
        value,
        label: t(`templates.held.${value}`),
        hint: t(`templates.held.${value}Hint`),
      })),
    ],
    reminders: (['yes', 'no'] as const).map((value) => ({ value, label: t(`templates.reminders.${value}`) })),
  },
})
