import 'server-only'
import type { OrganisationWords } from '@/components/admin/organisation-form'
import type { Translate } from '@/lib/i18n/dictionary'

/** Labels and hints of what an organisation says about itself, at set-up and afterwards. */
export const organisationFieldWords = (t: Translate): Pick<OrganisationWords, 'labels' | 'hints'> => ({
  labels: {
    name: t('setup.fields.name'),
    legal_name: t('setup.fields.legal_name'),
    contact: t('setup.fields.contact'),
    grievance_officer: t('setup.fields.grievance_officer'),
    grievance_contact: t('setup.fields.grievance_contact'),
    alternative_way: t('setup.fields.alternative_way'),
    return_url: t('setup.fields.return_url'),
  },
  hints: {
    name: t('setup.hints.name'),
    contact: t('setup.hints.contact'),
    grievance_contact: t('setup.hints.contact'),
    alternative_way: t('setup.hints.alternative_way'),
    return_url: t('setup.hints.return_url'),
  },
})

export const organisationWords = (t: Translate, title: string): OrganisationWords => ({
  title,
  problemTitle: t('common.problemTitle', { title }),
  summary: t('settings.organisation.summary'),
  problem: t('settings.organisation.problem'),
  asItIs: t('settings.conflict.asItIs'),
  save: t('settings.organisation.save'),
  ...organisationFieldWords(t),
  errors: {
    business_name: t('setup.errors.business_name'),
    legal_name: t('setup.errors.legal_name'),
    contact: t('setup.errors.contact'),
    grievance_officer: t('setup.errors.grievance_officer'),
    grievance_contact: t('setup.errors.grievance_contact'),
    alternative_way: t('setup.errors.alternative_way'),
    return_url: t('setup.errors.return_url'),
  },
})
