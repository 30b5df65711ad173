import type { Translate } from '@/lib/i18n/dictionary'
import { formatDate } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import type { CodesAbout } from '@/lib/staff/codes-about'
import type { KeepCodesWords } from './keep-codes'

/** How new recovery codes are shown, wherever they are made. */
export const codesWords = (about: CodesAbout, t: Translate, locale: Locale): KeepCodesWords => ({
  heading: t('admin.accountPage.codesShown'),
  lead: t('admin.accountPage.codesShownLead'),
  copy: t('admin.accountPage.codesCopy'),
  copied: t('admin.accountPage.codesCopied'),
  head: [
    t('admin.accountPage.codesOf', { organisation: about.organisation }),
    about.address,
    about.email,
    t('admin.accountPage.codesMadeOn', { day: formatDate(about.madeAt, locale) }),
  ],
  file: { name: 'recovery-codes.txt', label: t('admin.accountPage.codesDownload') },
  print: t('admin.accountPage.codesPrint'),
  kept: t('secondStep.kept'),
})
