import { OutcomeHeading } from '@/components/callback/outcome-heading'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { SummaryList } from '@/components/ui/summary-list'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'
import { HandoverProblem } from './handover-problem'

type Props = {
  offered: { view: 'offered'; at: Date; until: Date; device: string } | { view: 'gone' }
  /** Why the last press did not lead on, by a word of a closed list. */
  said: unknown
  /** This page's own address. */
  here: string
  organisation: { name: string; contact: string }
  take: () => Promise<void>
  t: Translate
}

const devices = ['desktop', 'android', 'ios'] as const

/** Behind the QR code: who asks and where it began, before anything goes on here (RFC 10027, R-26). */
export const PhonePanel = ({ offered, said, here, organisation, take, t }: Props) => {
  const business = organisation.name
  if (offered.view === 'gone')
    return (
      <OutcomeHeading tone="warn" icon="info" heading={t('handover.phone.gone')}>
        <p>{t('handover.phone.goneBody')}</p>
        <p>{t('invited.contact', { business, contact: organisation.contact })}</p>
      </OutcomeHeading>
    )
  const device = devices.find((kind) => kind === offered.device) ?? 'other'
  return (
    <>
      <OutcomeHeading tone="info" icon="info" heading={t('handover.phone.heading', { business })}>
        <p>{t('handover.phone.body')}</p>
      </OutcomeHeading>
      <SummaryList
        items={[
          { term: t('handover.phone.who'), value: <bdi>{business}</bdi> },
          { term: t('handover.phone.where'), value: t(`handover.phone.devices.${device}`) },
          { term: t('handover.phone.when'), value: formatTime(offered.at) },
        ]}
      />
      <Notice kind="warn">
        <p>{t('handover.phone.careful')}</p>
      </Notice>
      <HandoverProblem said={said} here={here} t={t} />
      <form action={take}>
        <Button wide>{t('handover.phone.take')}</Button>
      </form>
      <p className="text-body text-ink-soft">{t('handover.phone.until', { time: formatTime(offered.until) })}</p>
    </>
  )
}
