import { describe, expect, it } from 'vitest'
import { returnAddress } from './return-address.ts'
import { redirectModes } from './settings.ts'

const back = { session_id: 'id-1', code: 'c0de', state: 'w|id-1|https://p.example/r', refused: null }
const denied = { ...back, refused: 'User denied access' }
const state = 'w%7Cid-1%7Chttps%3A%2F%2Fp.example%2Fr'
const denial = `error=access_denied&error_description=User+denied+access&state=${state}`

describe('the return address', () => {
  it.each([
    ['session_id', '?session_id=id-1', '?session_id=id-1'],
    ['none', '', ''],
    ['code_state', `?code=c0de&state=${state}`, `?${denial}`],
    ['error_forwarded', '?session_id=id-1', `?session_id=id-1&${denial}`],
    ['double_question_mark', '?session_id=id-1', '?session_id=id-1'],
  ] as const)('in mode %s carries what that guess says', (mode, allowed, refused) => {
    expect(returnAddress('https://p.example/r', mode, back)).toBe(`https://p.example/r${allowed}`)
    expect(returnAddress('https://p.example/r', mode, denied)).toBe(`https://p.example/r${refused}`)
  })

  it.each(redirectModes)('in mode %s keeps a query of the product’s own', (mode) => {
    const address = returnAddress('https://p.example/r?a=1', mode, back)
    const joint = { none: '', double_question_mark: '?' }[String(mode)] ?? '&'
    expect(address.slice(0, 'https://p.example/r?a=1'.length)).toBe('https://p.example/r?a=1')
    expect(address.charAt('https://p.example/r?a=1'.length)).toBe(joint)
  })
})
