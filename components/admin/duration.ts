import type { Translate } from '@/lib/i18n/dictionary'

/** "45 s", "2 min 10 s", "3 h 5 min", "2 days": two units say enough. */
export const durationText = (seconds: number, t: Translate): string => {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return t('admin.duration.seconds', { seconds: whole })
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return t('admin.duration.minutes', { minutes, seconds: whole % 60 })
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return t('admin.duration.hours', { hours, minutes: minutes % 60 })
  return t('admin.duration.days', { days: Math.floor(hours / 24) })
}
