import { formatDate, formatTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'

const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0')

/** A moment in a narrow place: it may break between day and time, nowhere else. */
export const Moment = ({ at, locale }: { at: Date; locale: Locale }) => (
  <time dateTime={at.toISOString()}>
    {`${unbroken(`${formatDate(at, locale)},`)} ${unbroken(`${formatTime(at)} IST`)}`}
  </time>
)
