import { formatDate, formatExactTime, formatTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'

const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0')

type MomentProps = {
  at: Date
  locale: Locale
  /** To the second, where a minute would make several moments look the same. */
  exact?: boolean
}

/** A moment in a narrow place: it may break between day and time, nowhere else. */
export const Moment = ({ at, locale, exact = false }: MomentProps) => (
  <time dateTime={at.toISOString()}>
    {`${unbroken(`${formatDate(at, locale)},`)} ${unbroken(`${exact ? formatExactTime(at) : formatTime(at)} IST`)}`}
  </time>
)
