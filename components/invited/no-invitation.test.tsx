import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { dictionary } from '@/lib/i18n/dictionary'
import { NoInvitation, type NoInvitationProps } from './no-invitation'

const textOf = (props: Omit<NoInvitationProps, 't'>): string =>
  renderToStaticMarkup(<NoInvitation {...props} t={dictionary('en')} />).replace(/<[^>]+>/g, ' ')

it.each<[string, Omit<NoInvitationProps, 't'>, RegExp]>([
  ['nobody was invited', { by: 'nothing', looked: 0, more: false }, /No invitation yet .*Invite the first person/],
  ['a search finds none', { by: 'search', looked: 0, more: false }, /No invitation has a reference that begins/],
  ['a filter leaves none', { by: 'filter', looked: 5_100, more: false }, /fits this filter .*Choose another state/],
])('says what to do where %s', (_where, props, words) => {
  expect(textOf(props)).toMatch(words)
})

it('does not say that nothing fits a filter while there is more to look through', () => {
  const text = textOf({ by: 'filter', looked: 5_000, more: true })
  expect(text).toMatch(/None among the 5,000 looked through for this page .*There are more. Go on with the next./)
  expect(text).not.toMatch(/fits this filter|Choose another state/)
})
