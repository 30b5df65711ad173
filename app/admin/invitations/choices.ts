import 'server-only'
import type { Translate } from '@/lib/i18n/dictionary'
import { locales, ownNames } from '@/lib/i18n/locales'
import { listTemplatesInUse } from '@/lib/templates/template-version'
import { offeredLives } from './form-text'

/** What can be chosen for an invitation, for one person and for many. */
export const inviteChoices = async (t: Translate) => ({
  templates: (await listTemplatesInUse()).map(({ template_id, name }) => ({ value: template_id, label: name })),
  languages: locales.map((locale) => ({ value: locale, label: ownNames[locale] })),
  lives: [
    { value: '', label: t('admin.invite.life.template') },
    ...offeredLives.map((hours) => ({
      value: String(hours),
      label: hours < 168 ? t('admin.invite.life.hours', { hours }) : t('admin.invite.life.days', { days: hours / 24 }),
    })),
  ],
})
