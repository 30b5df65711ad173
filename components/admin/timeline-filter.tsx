import type { Translate } from '@/lib/i18n/dictionary'

type TimelineFilterProps<Who extends string> = {
  actors: readonly Who[]
  current: Who | null
  hrefOf: (who: Who | null) => string
  nameOf: (who: Who) => string
  t: Translate
}

/** One kind of actor at a time; the choice is an address like every other filter. */
export const TimelineFilter = <Who extends string>({
  actors,
  current,
  hrefOf,
  nameOf,
  t,
}: TimelineFilterProps<Who>) => (
  <nav aria-label={t('admin.session.timeline.filter')}>
    <ul className="flex flex-wrap gap-2">
      {[null, ...actors].map((who) => (
        <li key={who ?? 'all'}>
          <a
            href={hrefOf(who)}
            aria-current={who === current ? 'true' : undefined}
            className={`flex min-h-control items-center rounded px-3 ${
              who === current ? 'border-2 border-accent bg-accent-soft font-semibold' : 'border border-line-field'
            }`}
          >
            {who === null ? t('admin.session.timeline.everyone') : nameOf(who)}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)
