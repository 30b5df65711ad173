// India has one zone and no summer time, so arithmetic does what Intl does and gives the same text on server and phone.
const indiaAheadMs = 330 * 60_000

const twoDigits = (part: number): string => String(part).padStart(2, '0')

/** Clock time in India: "2:05 pm", or "2:05:09 pm" to the second. */
export const timeInIndia = (at: Date, to: 'minute' | 'second' = 'minute'): string => {
  const shifted = new Date(at.getTime() + indiaAheadMs)
  const hours = shifted.getUTCHours()
  const parts = [shifted.getUTCMinutes(), ...(to === 'second' ? [shifted.getUTCSeconds()] : [])]
  return `${[hours % 12 || 12, ...parts.map(twoDigits)].join(':')} ${hours < 12 ? 'am' : 'pm'}`
}

/** True when both moments fall on one calendar day in India. */
export const isSameDayInIndia = (one: Date, other: Date): boolean => {
  const day = (at: Date) => Math.floor((at.getTime() + indiaAheadMs) / 86_400_000)
  return day(one) === day(other)
}

const dayMs = 86_400_000

/** The calendar day in India, as `2026-05-04`: the form addresses, date fields and the database's `date` share. */
export const indiaDayOf = (at: Date): string => new Date(at.getTime() + indiaAheadMs).toISOString().slice(0, 10)

/** When a day begins in India. @param day `2026-05-04` */
export const startOfIndiaDay = (day: string): Date => new Date(Date.parse(`${day}T00:00:00Z`) - indiaAheadMs)

/** The day so many days later, or earlier. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)

/** How many days lie between, both ends counted. */
export const daysBetween = (first: string, last: string): number =>
  Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / dayMs) + 1

/** True for a day that exists: 2026-02-30 does not. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && addDays(text, 0) === text
