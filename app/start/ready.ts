import 'server-only'
import { shownNotice } from '@/lib/consent/store-notice'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import { startPageFacts } from '@/lib/sessions/start-page-facts'
import type { Organisation } from '@/lib/settings/get-organisation'
import { askedBy, type TemplateVersion } from '@/lib/templates/template-version'
import { startAsks } from './asks'

type About = { t: Translate; locale: Locale; organisation: Organisation; template: TemplateVersion | null }

/** What the start page shows of a template, or null while nobody may be asked (L-01). */
export const startReady = async ({ t, locale, organisation, template }: About) => {
  if (!organisation.ready || !template) return null
  const notice = await shownNotice(locale, organisation, askedBy(template))
  const facts = await startPageFacts({ templateVersionId: template.id, noticeHash: notice.hash })
  return { facts, notice, asks: startAsks(t, template) }
}

/**
 * The template of a page with a start form. Without scripts that page answers the form: what was typed needs its fields, even
 * when nobody may start any more, so what stood there `last` is shown then.
 */
export const shownTemplate = async (
  head: Headers,
  current: TemplateVersion | null,
  last: () => Promise<TemplateVersion | null>,
): Promise<TemplateVersion | null> => {
  const answersForm = head.get('content-type')?.startsWith('multipart/form-data') === true
  return current ?? (answersForm ? last() : null)
}
