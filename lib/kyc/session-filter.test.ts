import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { docTypes } from './doc-types'
import { type RawQuery, readFilter } from './read-filter'
import { everySession, filterOf, filterQuery, isEverySession, type SessionFilter } from './session-filter'
import { outcomes } from './session-outcome'
import { staffStates } from './staff-state'
import { flows } from './start-schema'

/** Guarantee: the rows below are written as an address would be read; only their literal types differ. */
const asQuery = (query: object): RawQuery => query as RawQuery

const maybe = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values))
const day = fc.option(
  fc
    .date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10)),
)

const anyFilter: fc.Arbitrary<SessionFilter> = fc
  .record({
    status: maybe(staffStates),
    outcome: maybe(outcomes),
    docs: fc.subarray([...docTypes]),
    flow: maybe(flows),
    from: day,
    until: day,
    ends: maybe(['today'] as const),
    q: maybe(['SW-7K2M', 'SW-7K2M-Q', 'SW-7K2M-QX']),
    invited: maybe(['A1', 'ग्राहक 7']),
  })
  .filter(({ from, until }) => from === null || until === null || from <= until)

describe('the filter of the list', () => {
  it('survives its address', () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        const address = new URLSearchParams(filterQuery(filter))
        expect(readFilter(Object.fromEntries(address))).toEqual({ filter, wrong: [] })
      }),
    )
  })

  it('has one address for one view, however it was written', () => {
    const written: RawQuery = { docs: ['pan', 'aadhaar'], status: '', flow: 'signin', q: 'sw 7k2m' }
    expect(filterQuery(readFilter(written).filter)).toEqual({ docs: 'aadhaar,pan', flow: 'signin', q: 'SW-7K2M' })
    expect(filterQuery({})).toEqual({})
  })

  it.each([
    [{ status: 'nonsense' }, ['status']],
    [{ status: ['held', 'stuck'] }, ['status']],
    [{ outcome: '__proto__' }, ['outcome']],
    [{ docs: 'pan,passport' }, ['docs']],
    [{ docs: 'pan,'.repeat(10_000) }, ['docs']],
    [{ flow: 'signin;drop table' }, ['flow']],
    [{ from: '2026-02-30' }, ['from']],
    [{ from: '04/05/26' }, ['from']],
    [{ from: '2026-05-02', until: '2026-05-01' }, ['from', 'until']],
    [{ ends: 'tomorrow' }, ['ends']],
    [{ q: 'SW-7K2' }, ['q']],
    [{ q: '6f1c2a94-session' }, ['q']],
    [{ q: `SW-${'7'.repeat(300)}` }, ['q']],
    [{ q: '\u202eSW-7K2M' }, []],
    [{ invited: '\u202eA1 ' }, []],
    [{ invited: '\u202e' }, ['invited']],
    [{ invited: 'A'.repeat(65) }, ['invited']],
    [{ invited: 'meera@mail.example' }, ['invited']],
  ] as const)('leaves out what %j says wrongly and names it', (query, wrong) => {
    const read = readFilter(asQuery(query))
    expect(read.wrong).toEqual(wrong)
    if (wrong.length > 0) expect(isEverySession(read.filter)).toBe(true)
  })

  it('keeps the parts that are right beside one that is wrong', () => {
    expect(readFilter({ status: 'held', flow: 'x' }).filter).toEqual(filterOf({ status: 'held' }))
  })

  it('never throws, whatever the address says', () => {
    const value = fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined))
    const names = fc.constantFrom(...Object.keys(everySession), 'toString', '__proto__')
    fc.assert(fc.property(fc.dictionary(names, value), (query) => void readFilter(query)))
  })
})
