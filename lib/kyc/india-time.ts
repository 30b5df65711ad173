// India has one zone and no summer time, so arithmetic does what Intl does and gives the same text on server and phone.
const indiaAheadMs = 330 * 60_000

/** Clock time in India: "2:05 pm". */
export const timeInIndia = (at: Date): string => {
  const shifted = new Date(at.getTime() + indiaAheadMs)
  const hours = shifted.getUTCHours()
  const minutes = String(shifted.getUTCMinutes()).padStart(2, '0')
  return `${hours % 12 || 12}:${minutes} ${hours < 12 ? 'am' : 'pm'}`
}

/** True when both moments fall on one calendar day in India. */
export const isSameDayInIndia = (one: Date, other: Date): boolean => {
  const day = (at: Date) => Math.floor((at.getTime() + indiaAheadMs) / 86_400_000)
  return day(one) === day(other)
}
