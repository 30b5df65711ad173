import { expect, it } from 'vitest'
import en from '@/lib/i18n/messages/en.json'
import { auditActions } from './events'

it('has words for every kind of event, and for none that there is not', () => {
  expect(Object.keys(en.admin.audit.what).sort()).toEqual(auditActions.map((action) => action.replace('.', '_')).sort())
})

it('says different things of different events', () => {
  const words = Object.values(en.admin.audit.what)
  expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
})
