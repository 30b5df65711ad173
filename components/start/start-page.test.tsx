import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { dated, noticeFor } from '@/lib/consent/notice'
import { dictionary } from '@/lib/i18n/dictionary'
import { docTypes } from '@/lib/kyc/doc-types'
import { emptyStart, type StartState } from '@/lib/kyc/start-state'
import { type StartAsks, StartPage } from './start-page'

const organisation = {
  name: 'Demo Bank',
  legal_name: 'Demo Bank Limited',
  contact: 'help@demo-bank.example',
  grievance_officer: 'Asha Rao',
  grievance_contact: 'grievance@demo-bank.example',
  alternative_way: 'visit any branch',
  session_days: 365,
}
const calm = {
  start_key: 'key-1',
  unfinished: null,
  last: null,
  providerSilentSince: null,
  triesLeft: null,
  blockedUntil: null,
}
const at = new Date('2026-05-04T08:35:00.000Z')

const everything: StartAsks = {
  documents: docTypes.map((doc) => ({ doc, required: false, why: `Because of ${doc}.` })),
  flow: 'signin',
}

type Props = Parameters<typeof StartPage>[0]

const render = (facts: Partial<NonNullable<Props['ready']>['facts']> = {}, over: Partial<Props> = {}): string =>
  renderToStaticMarkup(
    <StartPage
      t={dictionary('en')}
      locale="en"
      organisation={organisation}
      ready={{
        facts: { ...calm, ...facts },
        notice: dated(noticeFor('en', organisation), new Date('2026-11-28T00:00:00Z')),
        asks: everything,
      }}
      host="digilocker.meripehchaan.gov.in"
      closed={false}
      lastOfClosed={null}
      updated={false}
      inAppAddress={null}
      here="/"
      actions={{
        start: async (previous: StartState) => emptyStart(previous.start_key),
        decline: async () => undefined,
        continueThere: async () => undefined,
      }}
      toPhone={null}
      {...over}
    />,
  )

const textOf = (html: string): string =>
  html
    .replace(/<script.*?<\/script>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
const inputs = (html: string): string[] => html.match(/<input[^>]*>/g) ?? []

describe('the start page', () => {
  it('ticks nothing for the person; only the way into DigiLocker is preselected [L-04]', () => {
    const checked = inputs(render()).filter((input) => /\bchecked\b/.test(input))
    expect(checked).toHaveLength(1)
    expect(checked[0]).toContain('value="signin"')
  })

  it('names the host directly above the two buttons [R-08]', () => {
    const text = textOf(render())
    expect(text).toMatch(
      /Next you go to digilocker\.meripehchaan\.gov\.in \. Sign in only there\. .{1,200} Continue to DigiLocker No, I don’t want to share\s*$/,
    )
  })

  it('gives both buttons one size and one weight', () => {
    const classes = [...render().matchAll(/<button[^>]*class="([^"]+)"/g)].map((match) => (match[1] ?? '').split(' '))
    const shape = classes.map((names) => names.filter((name) => !/accent|page/.test(name)).sort())
    expect(shape).toHaveLength(2)
    expect(shape[0]).toEqual(shape[1])
    expect(shape[0]).toContain('font-semibold')
  })

  it('shows the whole notice before the button, with no link needed to read it [L-01] [L-02]', () => {
    const html = render()
    const notice = html.slice(html.indexOf('id="notice-title"'), html.indexOf('data-account'))
    expect(notice).not.toContain('<a ')
    expect(notice).not.toContain('<details')
    const text = textOf(notice).replaceAll('&quot;', '"')
    for (const line of noticeFor('en', organisation).body.split('\n').filter(Boolean))
      expect(text).toContain(line.replace(/^- /, ''))
  })

  it('offers to go on with an attempt that is still open at DigiLocker [R-05]', () => {
    const openUntil = new Date('2026-05-04T09:40:00.000Z')
    const text = textOf(render({ unfinished: { handle: 'abc', sentAt: at, openUntil } }))
    expect(text).toContain('You left for DigiLocker at 2:05 pm It stays open until 3:10 pm.')
    expect(text).toContain('Continue there Check the result Start over below')
  })

  it('leads back to what this browser began last, also while the page is closed [R-13]', () => {
    const lastSaid = (standing: 'checking' | 'held' | 'finished' | 'ended') =>
      render({ last: { handle: 'abc', standing, at } })
    expect(textOf(lastSaid('held'))).toContain('DigiLocker reports a finish, but not in this browser')
    expect(textOf(lastSaid('checking'))).toContain('You came back from DigiLocker on 4 May 2026, 2:05 pm IST')
    expect(textOf(lastSaid('finished'))).toContain('You finished on 4 May 2026, 2:05 pm IST. See the result')
    expect(textOf(lastSaid('ended'))).toContain('Your last try ended on 4 May 2026, 2:05 pm IST. See the result')
    const closed = render({}, { ready: null, closed: true, lastOfClosed: { handle: 'abc', standing: 'held', at } })
    for (const html of [lastSaid('held'), lastSaid('checking'), lastSaid('finished'), lastSaid('ended'), closed])
      expect(html).toContain('href="/callback/abc"')
  })

  it('says since when DigiLocker is silent, and still lets the person try', () => {
    const text = textOf(render({ providerSilentSince: at }))
    expect(text).toContain('DigiLocker is not answering since 2:05 pm.')
    expect(text).toContain('Continue to DigiLocker')
  })

  it('tells of the last tries and opens the tips then', () => {
    expect(textOf(render({ triesLeft: 1 }))).toContain('You can start 1 more time today.')
    expect(textOf(render({ triesLeft: 2 }))).toContain('You can start 2 more times today.')
    expect(render({ triesLeft: 2 })).toMatch(/<details[^>]* open=""/)
    expect(render()).not.toMatch(/<details[^>]* open=""/)
  })

  it('shows no form while no start is possible, but until when and the other way [R-27]', () => {
    const html = render({ triesLeft: 0, blockedUntil: at })
    expect(html).not.toContain('start-form')
    expect(textOf(html)).toContain('You can start again after 4 May 2026, 2:05 pm IST. You can still visit any branch.')
  })

  it('asks for cookies where the browser keeps none [R-03]', () => {
    const html = render({ start_key: null })
    expect(html).not.toContain('start-form')
    expect(textOf(html)).toContain('This needs cookies to recognise your browser.')
  })

  it('names its address to a person inside another app', () => {
    expect(textOf(render({}, { inAppAddress: 'https://kyc.example/' }))).toContain('https://kyc.example/')
  })

  it('shows a required document as a fixed row, never as a ticked box [L-04]', () => {
    const [aadhaar, pan] = everything.documents
    if (!aadhaar || !pan) throw new Error('expected documents')
    const asks: StartAsks = { documents: [aadhaar, { ...pan, required: true, why: 'To pay tax.' }], flow: 'signup' }
    const html = render(
      {},
      { ready: { facts: calm, notice: dated(noticeFor('en', organisation), new Date('2026-11-28T00:00:00Z')), asks } },
    )
    const boxes = inputs(html).filter((input) => input.includes('name="doc_types"'))
    expect(boxes.map((input) => [/type="(\w+)"/.exec(input)?.[1], /value="(\w+)"/.exec(input)?.[1]])).toEqual([
      ['checkbox', 'aadhaar'],
      ['hidden', 'pan'],
    ])
    expect(inputs(html).filter((input) => /\bchecked\b/.test(input))).toEqual([expect.stringContaining('signup')])
    expect(textOf(html)).toMatch(/PAN Required .* To pay tax\./)
    expect(textOf(html)).toContain('What is marked Required is needed for this and counts as chosen.')
  })

  it('says that it is closed, and the other way, while no template stands here', () => {
    const text = textOf(render({}, { ready: null, closed: true }))
    expect(text).toContain('This service is closed at the moment')
    expect(text).toContain('You can still visit any branch.')
  })

  it('asks nobody before the organisation is named [L-01]', () => {
    const html = render({}, { ready: null })
    expect(html).not.toContain('<input')
    expect(textOf(html)).toContain('This service is not open yet')
  })
})
