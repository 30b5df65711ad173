import 'server-only'
import { Section } from '@/components/admin/section'
import { Timeline } from '@/components/admin/timeline'
import { TimelineFilter } from '@/components/admin/timeline-filter'
import type { Translate } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import { adminSessionPath, adminTimelinePath } from '@/lib/paths'
import type { AdminSession } from '@/lib/sessions/admin-session-dto'
import { type TimelineActor, timelineActors } from '@/lib/sessions/admin-timeline'

type TimelineSectionProps = {
  session: AdminSession
  filter: SessionFilter
  /** Whose events are wanted, as the address says it; a word nobody knows means everyone's. */
  who: unknown
  t: Translate
}

/** What happened, by whom, and the links that leave out the others. */
export const TimelineSection = ({ session, filter, who, t }: TimelineSectionProps) => {
  const current = timelineActors.find((actor) => actor === who) ?? null
  const nameOf = (actor: TimelineActor): string => t(`admin.session.timeline.who.${actor}`)
  return (
    <Section id="timeline" heading={t('admin.session.timeline.heading')}>
      <TimelineFilter
        actors={timelineActors}
        current={current}
        hrefOf={(actor) =>
          actor === null
            ? `${adminSessionPath(session.id, filter)}#timeline`
            : adminTimelinePath(session.id, filter, actor)
        }
        nameOf={nameOf}
        t={t}
      />
      <Timeline
        entries={session.timeline.filter(({ actor }) => current === null || actor === current)}
        none={
          current === null
            ? t('admin.session.timeline.none')
            : t('admin.session.timeline.noneOf', { who: nameOf(current) })
        }
        t={t}
        locale={locale}
      />
    </Section>
  )
}
