import { ButtonLink } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import type { Translate } from '@/lib/i18n/dictionary'
import { adminInvitePath, settingsPath, startPath, templatesPath } from '@/lib/paths'
import type { FirstSteps } from '@/lib/settings/first-steps'
import { Section } from './section'

type FirstDayProps = {
  steps: FirstSteps
  /** Whether this colleague may take the steps, or only see how far they are. */
  leads: boolean
  /** What this page shows once the steps are taken; null where it shows nothing else. */
  later: string | null
  t: Translate
}

/** What there is to do before there is anything to count. Each step can be left for later; the list says what is true. */
export const FirstDay = ({ steps, leads, later, t }: FirstDayProps) => {
  const items = [
    { key: 'account', href: null },
    { key: 'organisation', href: settingsPath() },
    { key: 'connection', href: `${settingsPath()}#connection` },
    { key: 'template', href: templatesPath() },
    { key: 'session', href: leads ? adminInvitePath() : startPath() },
  ] as const
  return (
    <Section id="first-day" heading={t('admin.overview.firstDay.heading')}>
      {later !== null && <p className="text-ink-soft">{later}</p>}
      <ol className="flex flex-col rounded-card border border-line">
        {items.map(({ key, href }) => (
          <li key={key} className="flex items-center gap-3 border-b border-line p-4 last:border-b-0">
            <span className={steps[key] ? 'text-good' : 'text-ink-soft'}>
              <Icon name={steps[key] ? 'done' : 'stop'} />
            </span>
            <span className="min-w-0 flex-1">
              {href !== null && (leads || key === 'session') ? (
                <a href={href}>{t(`admin.overview.firstDay.${key}`)}</a>
              ) : (
                t(`admin.overview.firstDay.${key}`)
              )}
            </span>
            <span className="text-small text-ink-soft">
              {t(`admin.overview.firstDay.${steps[key] ? 'done' : 'todo'}`)}
            </span>
          </li>
        ))}
      </ol>
      <div>
        <ButtonLink href={startPath()}>{t('admin.sessions.openStart')}</ButtonLink>
      </div>
    </Section>
  )
}
