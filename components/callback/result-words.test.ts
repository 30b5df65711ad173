import { describe, expect, it } from 'vitest'
import { dictionary } from '@/lib/i18n/dictionary'
import type { DocType } from '@/lib/kyc/doc-types'
import type { PersonSession } from '@/lib/sessions/session-dto'
import { type ResultWords, resultWords, type SettledView } from './result-words'
import { at, personSession } from './testing'

const words = (
  view: SettledView,
  over: Partial<PersonSession> = {},
  required: readonly DocType[] = [],
): ResultWords => {
  const session = personSession(view, over)
  return resultWords({ session, view, required, business: 'Demo Bank', t: dictionary('en'), locale: 'en' })
}

const said = ({ heading, sentence, next }: ResultWords): string => [heading, sentence, ...next].join(' ')

const views: SettledView[] = [
  'full',
  'partial',
  'none',
  'unlisted',
  'not_completed',
  'expired',
  'held',
  'refused',
  'cancelled',
  'withdrawn',
  'start_unknown',
  'start_failed',
  'lost',
]

describe('the words of a result', () => {
  it.each(views)('of the view %s claim no verdict and use no vendor word [L-30]', (view) => {
    expect(said(words(view))).not.toMatch(/verified|KYC|denied|rejected|invalid|error|failed|something went wrong|!/i)
  })

  it.each(views)('of the view %s never repeat the session id [R-21]', (view) => {
    expect(said(words(view))).not.toContain(personSession(view).session_id)
  })

  it('name what was agreed, and nothing that was not', () => {
    const full = words('full', { documents_consented: ['pan'], doc_types: ['pan'], missing: [] })
    expect(full.heading).toBe('You agreed to share 1 document')
    expect(full.sentence).toBe('Demo Bank may now receive: PAN.')
    expect(full.again).toBeNull()
  })

  it('say how many of how many, and offer to add the rest', () => {
    const partial = words('partial', { documents_consented: ['aadhaar', 'pan'], missing: ['driving_license'] })
    expect(partial.heading).toBe('You agreed to share 2 of 3 documents')
    expect(partial.sentence).toBe('Demo Bank may now receive: Aadhaar and PAN. Not included: driving licence.')
    expect(partial.again).toBe('Add driving licence')
  })

  it('say that what is missing may stay so, as long as the business can do without it', () => {
    const over: Partial<PersonSession> = { documents_consented: ['aadhaar', 'pan'], missing: ['driving_license'] }
    const partial = words('partial', over, ['aadhaar', 'pan'])
    expect(partial.next).toContain(
      'You can leave it as it is. If Demo Bank still needs the rest, start again and choose it.',
    )
    expect(partial.againFirst).toBe(false)
  })

  it.each<[DocType[], DocType[], string]>([
    [['pan'], ['driving_license'], 'your driving licence. Start again and choose it.'],
    [['driving_license'], ['aadhaar', 'pan'], 'your Aadhaar and PAN. Start again and choose them.'],
  ])('say that the business still needs what it required: %s came', (documents_consented, required, sentence) => {
    const missing = (['aadhaar', 'pan', 'driving_license'] as const).filter((doc) => !documents_consented.includes(doc))
    const partial = words('partial', { documents_consented, missing }, required)
    expect(partial.next).toContain(`Demo Bank still needs ${sentence}`)
    expect(said(partial)).not.toContain('leave it as it is')
    expect(partial.againFirst).toBe(true)
  })

  it('do not blame the person when the provider reports a failure', () => {
    expect(words('not_completed').sentence).toContain('DigiLocker does not tell us which')
  })

  it.each([
    ['unbound_return', 'not in this browser'],
    ['no_return', 'nobody came back'],
  ] as const)('of a result held for %s promise that nothing is used meanwhile [R-13]', (heldReason, text) => {
    const held = words('held', { heldReason })
    expect(held.sentence).toContain(text)
    expect(held.sentence).toContain('Until this is settled nothing is used.')
    expect(held.again).toBe('Start again in this browser')
  })

  it('say who closed a request and when', () => {
    expect(said(words('cancelled', { cancelledBy: 'admin', finishedAt: at }))).toContain(
      'Demo Bank closed this request Closed on 4 May 2026, 2:05 pm IST.',
    )
    expect(words('cancelled', { cancelledBy: 'person', finishedAt: at }).heading).toBe('You cancelled this request')
  })

  it('say since when a withdrawal holds, and that it undoes nothing before it [L-08]', () => {
    expect(words('withdrawn', { finishedAt: at }).sentence).toBe(
      'Since 4 May 2026, 2:05 pm IST nothing more is read. What happened before stays lawful.',
    )
  })

  it.each(views)('of the view %s name a next step or another way', (view) => {
    const { next, again, otherWay } = words(view)
    expect(next.length > 0 || again !== null || otherWay).toBe(true)
  })
})
