import { expect, it } from 'vitest'
import { readTheme } from './theme'

it('knows two looks; whatever else stands in a cookie or a form follows the device', () => {
  expect(['light', 'dark', 'device', 'Dark', '', '"><script>', undefined, null, 1].map(readTheme)).toEqual([
    ...['light', 'dark'],
    ...Array.from({ length: 7 }, () => null),
  ])
})
