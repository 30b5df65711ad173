import { formatDate, formatTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'

/** A moment in a narrow place: it may break between day and time, nowhere else. */
export const Moment = ({ at, locale }: { at: Date; locale: Locale }) => (
  <time dateTime={at.toISOString()}>
    <span className="whitespace-nowrap">{formatDate(at, locale)},</span>{' '}
    <span className="whitespace-nowrap">{formatTime(at)} IST</span>
  </time>
)
