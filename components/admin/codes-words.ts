import type { ShowOnceProps } from '@/components/ui/show-once'
import type { Translate } from '@/lib/i18n/dictionary'

/** How new recovery codes are shown, wherever they are made. */
export const codesWords = (t: Translate): Omit<ShowOnceProps, 'lines'> => ({
  heading: t('admin.accountPage.codesShown'),
  lead: t('admin.accountPage.codesShownLead'),
  copy: t('admin.accountPage.codesCopy'),
  copied: t('admin.accountPage.codesCopied'),
  file: { name: 'recovery-codes.txt', label: t('admin.accountPage.codesDownload') },
  print: t('admin.accountPage.codesPrint'),
})
