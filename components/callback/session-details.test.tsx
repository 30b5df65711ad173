import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { dictionary } from '@/lib/i18n/dictionary'
import { SessionDetails } from './session-details'
import { personSession } from './testing'

it('lets the session number break between its groups and nowhere within one', () => {
  const session = personSession('full', { session_id: '7c0270ac-1d3b-4ce4-9f08-27491202c138' })
  const html = renderToStaticMarkup(<SessionDetails session={session} t={dictionary('en')} locale="en" />)
  expect(html).toContain('>7c0270ac-<wbr/>1d3b-<wbr/>4ce4-<wbr/>9f08-<wbr/>27491202c138<wbr/><')
})

it('tells of a withdrawn session when DigiLocker answered and when it was withdrawn, and calls neither the other', () => {
  const times = { answeredAt: new Date('2026-05-04T08:37:00Z'), finishedAt: new Date('2026-05-04T11:00:00Z') }
  const said = (view: 'full' | 'withdrawn') =>
    renderToStaticMarkup(<SessionDetails session={personSession(view, times)} t={dictionary('en')} locale="en" />)
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
  expect(said('withdrawn')).toContain('DigiLocker told us your answer 4 May 2026, 2:07 pm IST')
  expect(said('withdrawn')).toContain('You withdrew your permission 4 May 2026, 4:30 pm IST')
  expect(said('withdrawn')).toContain('24 hours after you withdrew')
  expect(said('withdrawn')).not.toContain('Ended')
  expect(said('full')).toContain('Ended 4 May 2026, 4:30 pm IST')
})
