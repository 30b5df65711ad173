import type { Translate } from '@/lib/i18n/dictionary'
import type { KeepCodesWords } from './keep-codes'

/** How new recovery codes are shown, wherever they are made. */
export const codesWords = (t: Translate): KeepCodesWords => ({
  heading: t('admin.accountPage.codesShown'),
  lead: t('admin.accountPage.codesShownLead'),
  copy: t('admin.accountPage.codesCopy'),
  copied: t('admin.accountPage.codesCopied'),
  file: { name: 'recovery-codes.txt', label: t('admin.accountPage.codesDownload') },
  print: t('admin.accountPage.codesPrint'),
  kept: t('secondStep.kept'),
})
