import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { dictionary } from '@/lib/i18n/dictionary'
import { InvitedPanel, type InvitedView } from './invited-panel'

const nothing = async () => undefined
const at = new Date('2026-05-09T10:00:00Z')

const shown = (invited: InvitedView, said?: string, actions: { continueHere?: null; askAgain?: null } = {}): string =>
  renderToStaticMarkup(
    <InvitedPanel
      invited={invited}
      organisation={{ name: 'Demo Bank', contact: 'help@demo-bank.example', alternative_way: 'visit a branch' }}
      said={said}
      here="/start/secret"
      actions={{ continueHere: nothing, askAgain: nothing, ...actions }}
      t={dictionary('en')}
      locale="en"
    />,
  )

const textOf = (html: string): string => html.replace(/<title>.*?<\/title>/, '').replace(/<[^>]+>/g, ' ')
const buttonsOf = (html: string): string[] =>
  [...html.matchAll(/<(?:button|a)[^>]*>([^<]+)</g)].map((found) => found[1] ?? '')

describe('the page behind a link', () => {
  it.each<[InvitedView, RegExp, string[]]>([
    [{ view: 'unknown' }, /This link does not work.*Ask the sender for a new one/, []],
    [{ view: 'ended', at }, /This link ended on 9 May 2026/, ['Send me a new link']],
    [{ view: 'closed', at }, /Demo Bank closed this request on 9 May 2026.*Nothing more to do/, []],
    [{ view: 'welcome' }, /Demo Bank asks to see your documents/, ['Continue']],
    [{ view: 'elsewhere' }, /open on another device\. Continue here instead\?/, ['Continue here']],
    [{ view: 'finished', handle: 'h' }, /You have already finished\. Nothing more to do\./, ['See your result']],
    [{ view: 'finished', handle: null }, /was open for 24 hours, in the browser that was used/, []],
    [{ view: 'withdrawn', handle: 'h' }, /You withdrew your permission.*ask Demo Bank for a new/, ['See your result']],
    [{ view: 'stays_elsewhere' }, /open on another device\s+Go on there\. It cannot be continued on this device/, []],
    [{ view: 'refused', start: {} }, /You chose not to share.*You can still visit a branch/, ['I changed my mind']],
    [{ view: 'refused', start: null }, /You chose not to share.*You can still visit a branch/, []],
  ])('says where things stand and offers one way on: %j', (invited, words, ways) => {
    const html = shown(invited)
    expect(textOf(html).replace(/\s+/g, ' ')).toMatch(words)
    expect(buttonsOf(html)).toEqual(ways)
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).toContain('<title>Your invitation – Demo Bank</title>')
  })

  it('takes over from another device only when that was what the button said', () => {
    expect(shown({ view: 'elsewhere' })).toContain('name="take_over"')
    expect(shown({ view: 'welcome' })).not.toContain('take_over')
  })

  it('names the link, and offers no button that needs one, where there is none', () => {
    const html = shown({ view: 'elsewhere' }, undefined, { continueHere: null })
    expect(textOf(html)).toContain('open the newest link that you were sent')
    expect(buttonsOf(html)).toEqual([])
  })

  it('sends people to the business for a new link, and offers no letter, where no e-mail is sent', () => {
    const html = shown({ view: 'ended', at }, undefined, { askAgain: null })
    expect(textOf(html)).toMatch(
      /This link ended on 9 May 2026.*ask Demo Bank for a new link.*help@demo-bank\.example/s,
    )
    expect(html).not.toMatch(/e-mail|<form/)
    expect(buttonsOf(html)).toEqual([])
  })

  it('tells how a press ended that led nowhere, by a word of ours and no other', () => {
    expect(textOf(shown({ view: 'welcome' }, 'cookies_off'))).toContain('Allow them for this site')
    expect(textOf(shown({ view: 'welcome' }, 'busy'))).toContain('Many people')
    for (const said of ['busy', 'cookies_off'])
      expect(shown({ view: 'closed', at }, said)).toBe(shown({ view: 'closed', at }))
    expect(shown({ view: 'welcome' }, '<b>evil</b>')).toBe(shown({ view: 'welcome' }))
  })
})
