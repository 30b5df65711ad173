import 'server-only'
import { type DocType, docFields } from '@/lib/kyc/doc-types'
import type { Translate } from './dictionary'
import { formatList } from './format'
import type { Locale } from './locales'

/** "name, date of birth and gender": what reading this document would tell. */
export const readsOf = (t: Translate, locale: Locale, doc: DocType): string =>
  formatList(
    docFields[doc].map((field) => t(`fields.${field}`)),
    locale,
  )
