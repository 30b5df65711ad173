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
