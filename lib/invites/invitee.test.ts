import { describe, expect, it } from 'vitest'
import { checkInvitee } from './invitee'
import { masked } from './seal-invitee'

describe('a person as typed', () => {
  it('is kept in one form: composed letters, single blanks, ten digits, lower-case address', () => {
    const typed = { name: '  Jose\u0301   Rao ', email: ' Asha.RAO@Bank.IN ', phone: '+91 98765-43210', language: 'EN' }
    expect(checkInvitee(typed)).toEqual({
      ok: true,
      value: { reference: '', name: 'José Rao', email: 'asha.rao@bank.in', phone: '9876543210', language: 'en' },
    })
  })

  it.each(['मीरा नायर', 'اسماء', "O'Neill", 'Anne-Marie', 'Rao, Asha', '李娜'])('may be called %s', (name) => {
    expect(checkInvitee({ name })).toMatchObject({ ok: true, value: { name } })
  })

  it('has to be told apart by something', () => {
    expect(checkInvitee({ language: 'en' })).toEqual({
      ok: false,
      problems: [{ column: 'reference', code: 'nothing' }],
    })
  })
})

describe('a masked value', () => {
  it.each([
    ['asha.rao@bank.in', 'a•••@bank.in'],
    ['9876543210', '••••••3210'],
    ['Asha Rao', 'A••• R•••'],
    ['मीरा', 'म•••'],
    ['😀x', '😀•••'],
  ])('of %s is %s', (value, shown) => {
    expect(masked(value)).toBe(shown)
  })
})
