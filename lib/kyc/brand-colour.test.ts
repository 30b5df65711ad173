import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accentsOf, contrast, contrastIn, leastContrast, nearestReadable, readColour } from './brand-colour'

const anyColour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('knows the contrast of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrast('#0b5a78', '#0b5a78')).toBe(1)
})

test.each([
  ['#0B5A78', '#0b5a78'],
  [' 0b5a78 ', '#0b5a78'],
  ['#0b5', null],
  ['red', null],
  ['#0b5a78;}', null],
  ['', null],
])('reads %j as %s', (typed, colour) => {
  expect(readColour(typed)).toBe(colour)
})

test('refuses a colour that cannot be read on the page, and knows the nearest that can', () => {
  expect(accentsOf('#f5a623')).toBeNull()
  const nearest = nearestReadable('#f5a623')
  expect(contrastIn('light', nearest)).toBeGreaterThanOrEqual(leastContrast)
  expect(contrastIn('light', nearest)).toBeLessThan(leastContrast * 1.03)
  expect(accentsOf(nearest)?.light.accent).toBe(nearest)
})

test('leaves a colour that can be read as it is', () => {
  expect(nearestReadable('#0b5a78')).toBe('#0b5a78')
})

test('makes of any colour a suggestion that passes, and of any that passes two looks in which everything can be read', () => {
  fc.assert(
    fc.property(anyColour, (colour) => {
      const looks = accentsOf(nearestReadable(colour))
      if (!looks) throw new Error('expected the suggestion to pass')
      for (const look of ['light', 'dark'] as const) {
        const { accent, accentStrong, accentSoft, onAccent } = looks[look]
        expect(contrastIn(look, accent)).toBeGreaterThanOrEqual(leastContrast)
        expect(contrastIn(look, accentStrong)).toBeGreaterThanOrEqual(leastContrast)
        expect(contrast(accent, accentSoft)).toBeGreaterThanOrEqual(leastContrast)
        expect(contrast(accentStrong, accentSoft)).toBeGreaterThanOrEqual(leastContrast)
        expect(contrast(onAccent, accent)).toBeGreaterThanOrEqual(leastContrast)
        expect(contrast(onAccent, accentStrong)).toBeGreaterThanOrEqual(leastContrast)
      }
    }),
    { numRuns: 300 },
  )
})
