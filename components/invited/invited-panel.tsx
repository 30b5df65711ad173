import { OutcomeHeading } from '@/components/callback/outcome-heading'
import { Button, ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDate } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import { callbackPath } from '@/lib/paths'

type Post = (form: FormData) => Promise<void>

/** Every state of a link but the start form itself (ux 4.2). */
export type InvitedView =
  | { view: 'unknown' }
  | { view: 'ended'; at: Date }
  | { view: 'closed'; at: Date }
  | { view: 'welcome' }
  | { view: 'elsewhere' }
  | { view: 'stays_elsewhere' }
  | { view: 'finished'; handle: string | null }
  | { view: 'withdrawn'; handle: string }
  /** `start`: null when it is too late to change one's mind. */
  | { view: 'refused'; start: object | null }

type Props = {
  invited: InvitedView
  organisation: { name: string; contact: string; alternative_way: string }
  /** Why the last press did not lead on, by a word of a closed list. */
  said: unknown
  /** This page's own address. */
  here: string
  /** `continueHere` is null where there is no link to go on with, `askAgain` where no e-mail is sent. */
  actions: { continueHere: Post | null; askAgain: Post | null }
  t: Translate
  locale: Locale
}

const Continue = ({ action, takeOver, label }: { action: Post; takeOver: boolean; label: string }) => (
  <form action={action}>
    {takeOver && <input type="hidden" name="take_over" value="yes" />}
    <Button wide>{label}</Button>
  </form>
)

const Body = ({ invited, organisation, here, actions, t, locale }: Props) => {
  const business = organisation.name
  const contact = <p>{t('invited.contact', { business, contact: organisation.contact })}</p>
  switch (invited.view) {
    case 'welcome':
      return (
        <>
          <OutcomeHeading tone="info" icon="info" heading={t('invited.welcome.heading', { business })}>
            <p>{t('invited.welcome.body')}</p>
            <p>{t('invited.welcome.yours', { business })}</p>
          </OutcomeHeading>
          {actions.continueHere && (
            <Continue action={actions.continueHere} takeOver={false} label={t('invited.continue')} />
          )}
        </>
      )
    case 'elsewhere':
      return (
        <>
          <OutcomeHeading
            tone="warn"
            icon="info"
            heading={t(actions.continueHere ? 'invited.elsewhere.heading' : 'invited.elsewhere.headingOnly')}
          >
            <p>{t(actions.continueHere ? 'invited.elsewhere.body' : 'invited.elsewhere.openLink')}</p>
          </OutcomeHeading>
          {actions.continueHere && (
            <Continue action={actions.continueHere} takeOver label={t('invited.elsewhere.take')} />
          )}
        </>
      )
    case 'stays_elsewhere':
      return (
        <OutcomeHeading tone="plain" icon="info" heading={t('invited.elsewhere.headingOnly')}>
          <p>{t('invited.elsewhere.stays')}</p>
          {contact}
        </OutcomeHeading>
      )
    case 'finished':
      return (
        <>
          <OutcomeHeading tone="good" icon="done" heading={t('invited.finished.heading')}>
            <p>{t(invited.handle === null ? 'invited.finished.elsewhere' : 'invited.finished.body')}</p>
          </OutcomeHeading>
          {invited.handle !== null && (
            <ButtonLink href={callbackPath(invited.handle)} kind="secondary">
              {t('invited.finished.result')}
            </ButtonLink>
          )}
        </>
      )
    case 'withdrawn':
      return (
        <>
          <OutcomeHeading tone="plain" icon="done" heading={t('invited.withdrawn.heading')}>
            <p>{t('invited.withdrawn.body', { business })}</p>
          </OutcomeHeading>
          <ButtonLink href={callbackPath(invited.handle)} kind="secondary">
            {t('invited.finished.result')}
          </ButtonLink>
        </>
      )
    case 'refused':
      return (
        <>
          <OutcomeHeading tone="plain" icon="done" heading={t('invited.refused.heading')}>
            <p>{t('invited.refused.body', { way: organisation.alternative_way })}</p>
          </OutcomeHeading>
          {invited.start && (
            <ButtonLink href={`${here}?again=1`} kind="secondary">
              {t('invited.refused.again')}
            </ButtonLink>
          )}
        </>
      )
    case 'ended':
      return (
        <>
          <OutcomeHeading
            tone="plain"
            icon="clock"
            heading={t('invited.ended.heading', { date: formatDate(invited.at, locale) })}
          >
            <p>{t(actions.askAgain ? 'invited.ended.body' : 'invited.ended.askThem', { business })}</p>
            {contact}
          </OutcomeHeading>
          {actions.askAgain && (
            <form action={actions.askAgain}>
              <Button wide>{t('invited.ended.ask')}</Button>
            </form>
          )}
        </>
      )
    case 'closed':
      return (
        <OutcomeHeading
          tone="plain"
          icon="info"
          heading={t('invited.closed.heading', { business, date: formatDate(invited.at, locale) })}
        >
          <p>{t('invited.closed.body')}</p>
          {contact}
        </OutcomeHeading>
      )
    case 'unknown':
      return (
        <OutcomeHeading tone="plain" icon="info" heading={t('invited.unknown.heading')}>
          <p>{t('invited.unknown.body')}</p>
          {contact}
        </OutcomeHeading>
      )
  }
}

export const InvitedPanel = (props: Props) => {
  const { t, said, organisation } = props
  return (
    <>
      <title>{t('common.pageTitle', { page: t('invited.title'), business: organisation.name })}</title>
      {/* On a request that closed since the page was opened there is nothing to press again. */}
      {props.invited.view !== 'closed' && (said === 'busy' || said === 'cookies_off') && (
        <Notice kind="warn" role="status">
          <p>{t(`invited.said.${said}`)}</p>
        </Notice>
      )}
      <Body {...props} />
    </>
  )
}
