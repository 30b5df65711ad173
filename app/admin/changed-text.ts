import 'server-only'
import type { LastChange } from '@/lib/audit/last-change-of'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'

/** Whose work stands where a colleague's was to go (ux 5: a conflict names who changed it and when). */
export const changedText = (t: Translate, change: LastChange | null, locale: Locale): string =>
  change?.name
    ? t('settings.conflict.by', { who: change.name, time: formatDateTime(change.at, locale) })
    : t('settings.conflict.some')
