import type { ComponentProps } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { dictionary } from '@/lib/i18n/dictionary'
import { readRange } from '@/lib/kyc/day-range'
import { OverviewDays } from './overview-days'

type Figures = ComponentProps<typeof OverviewDays>['figures']
const today = '2026-05-09'
const outcomes = { full: 0, partial: 0, closed: 0, held: 0, open: 0, not_completed: 0 }
const none: Figures = {
  total: { started: 0, sent: 0, returned: 0, declined: 0, outcomes },
  periods: [{ first: today, last: today, outcomes }],
  stay: { median: null, slow: null, buckets: [] },
  invitations: { invited: 0, opened: 0 },
  erased: 0,
}

const textOf = (figures: Partial<Figures>): string =>
  renderToStaticMarkup(
    <OverviewDays
      asked={readRange({ days: '7', from: '', to: '' }, today)}
      figures={{ ...none, ...figures }}
      today={today}
      t={dictionary('en')}
      locale="en"
    />,
  )
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

it('says of days without anything only that nothing was started', () => {
  const text = textOf({})
  expect(text).toContain('No session was started on these days.')
  expect(text).not.toMatch(/How far people got|Time at DigiLocker|Invited/)
})

it('begins the funnel with who was invited, also on days on which nobody has started', () => {
  const text = textOf({ invitations: { invited: 1_200, opened: 3 } })
  expect(text).toMatch(/No session was started on these days\. .*How far people got Invited 1,200 Opened 3/)
  expect(text).not.toMatch(/Started 0|Time at DigiLocker/)
})

it('tells of those who said No, also on days on which nobody has started', () => {
  const text = textOf({ total: { ...none.total, declined: 2 }, erased: 1 })
  expect(text).toContain('2 people chose not to share on our own page.')
  expect(text).toContain('1 start or refusal counted here never left for DigiLocker.')
})

it('shows the whole funnel once somebody has started', () => {
  const total = { ...none.total, started: 2, sent: 2, returned: 1, outcomes: { ...outcomes, full: 1, open: 1 } }
  const text = textOf({ total, invitations: { invited: 4, opened: 2 } })
  expect(text).toMatch(/Invited 4 Opened 2 .*Started 2 Sent to DigiLocker 2 .*Came back 1 .*Agreed 1/)
})
