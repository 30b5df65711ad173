import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'

/** A moment in words, with the exact one beside it for machines. */
export const Time = ({ at, locale }: { at: Date; locale: Locale }) => (
  <time dateTime={at.toISOString()} className="whitespace-nowrap">
    {formatDateTime(at, locale)}
  </time>
)
