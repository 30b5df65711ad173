import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import type { TimelineEntry } from '@/lib/sessions/admin-timeline'
import type { Change } from '@/lib/sessions/last-change'

/** Who did it, in words; for the provider's answers also who asked, when that was a colleague. */
export const whoText = ({ actor, name }: Pick<TimelineEntry, 'actor' | 'name'>, t: Translate): string => {
  const who = t(`admin.session.timeline.who.${actor}`)
  if (name === null) return who
  return t(actor === 'provider' ? 'admin.session.timeline.askedBy' : 'admin.session.timeline.by', { who, name })
}

/** Whose work stands where a colleague's was to go (ux 5: a conflict names who changed it and when). */
export const changeText = (change: Change, t: Translate, locale: Locale): string =>
  t('admin.session.conflict.text', {
    who: whoText(change, t),
    time: formatDateTime(change.at, locale),
    state: t(`admin.state.${change.to === 'at_provider' ? 'away' : change.to}`),
  })
