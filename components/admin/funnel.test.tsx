import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { dictionary } from '@/lib/i18n/dictionary'
import { Funnel } from './funnel'

const outcomes = { full: 3, partial: 2, none: 0, held: 0, open: 0, not_completed: 0, closed: 0 }
const shown = (returned: number): string =>
  renderToStaticMarkup(<Funnel sum={{ started: 6, sent: 6, returned, outcomes }} t={dictionary('en')} locale="en" />)

it('explains why more agreed than came back, and says nothing where that is not so', () => {
  expect(shown(4)).toContain('More agreed than came back')
  expect(shown(5)).not.toContain('More agreed than came back')
})
