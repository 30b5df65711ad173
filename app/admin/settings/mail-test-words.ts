import 'server-only'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'
import type { MailTest } from '@/lib/settings/test-mail'

/** What a test letter met, and what to do about it. */
export const mailTestWords = (t: Translate, test: MailTest): { works: boolean; title: string; text: string } => {
  switch (test.kind) {
    case 'not_set':
      return { works: false, title: t('settings.mail.notSet'), text: t('settings.mail.notSetText') }
    case 'wait':
      return {
        works: false,
        title: t('settings.tooMany'),
        text: t('settings.tooManyText', { time: formatTime(test.until) }),
      }
    case 'accepted': {
      const { host, to } = test
      return {
        works: true,
        title: t('settings.mail.accepted', { host }),
        text: t('settings.mail.acceptedText', { to }),
      }
    }
    case 'trouble': {
      const { host, trouble } = test
      return trouble.kind === 'refused'
        ? {
            works: false,
            title: t('settings.mail.refused', { host, code: String(trouble.code) }),
            text: t(`settings.mail.refusedWhy.${trouble.why}`),
          }
        : {
            works: false,
            title: t(`settings.mail.trouble.${trouble.kind}.title`, { host }),
            text: t(`settings.mail.trouble.${trouble.kind}.text`),
          }
    }
  }
}
