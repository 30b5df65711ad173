import type { Translate } from '@/lib/i18n/dictionary'
import { formatList } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import type { DocType } from '@/lib/kyc/doc-types'

/** Documents by name inside a sentence: "Aadhaar, PAN and driving licence". */
export const documentNames = (t: Translate, locale: Locale, documents: readonly DocType[]): string =>
  formatList(
    documents.map((doc) => t(`callback.inline.${doc}`)),
    locale,
  )
