import 'server-only'
import type { MailRow } from '@/lib/db/schema/mail'
import { dictionary } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import type { Organisation } from '@/lib/settings/get-organisation'

type Facts = {
  readonly kind: MailRow['kind']
  readonly locale: Locale
  readonly name: string | null
  readonly link: string
  readonly expiresAt: Date
  readonly organisation: Organisation
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/**
 * The words of an invitation, as plain text and as the simplest HTML: no picture, no tracking, no address but the link's,
 * and nothing about the person but the name they were given.
 */
export const invitationLetter = ({ kind, locale, name, link, expiresAt, organisation }: Facts) => {
  const t = dictionary(locale)
  const business = organisation.name
  const before = [
    name === null ? t('mail.greetingPlain') : t('mail.greeting', { name }),
    t(`mail.lead.${kind}`, { business }),
    t('mail.choose', { business }),
  ]
  const after = [
    t('mail.until', { time: formatDateTime(expiresAt, locale) }),
    t('mail.careful'),
    t('mail.unexpected'),
    t('mail.contact', { business, contact: organisation.contact }),
  ]
  const paragraphs = (texts: readonly string[]): string => texts.map((text) => `<p>${escaped(text)}</p>`).join('\n')
  const subject = t(`mail.subject.${kind}`, { business })
  return {
    subject,
    text: [...before, `${t('mail.open')}\n${link}`, ...after].join('\n\n'),
    html: `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body>
${paragraphs(before)}
<p><a href="${escaped(link)}">${escaped(t('mail.button'))}</a></p>
<p>${escaped(t('mail.open'))}<br>${escaped(link)}</p>
${paragraphs(after)}
</body></html>
`,
  }
}
