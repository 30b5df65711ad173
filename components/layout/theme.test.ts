import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { surfaces } from '@/lib/kyc/brand-colour'

const css = readFileSync('app/globals.css', 'utf8')

/** The colours a rule sets, by name. */
const coloursAfter = (start: RegExp): Record<string, string> => {
  const [, body = ''] = new RegExp(`${start.source} \\{([^}]*)\\}`).exec(css) ?? []
  return Object.fromEntries(
    [...body.matchAll(/(--[\w-]+): (#\w+);/g)].map(([, name = '', colour = '']) => [name, colour]),
  )
}

test('a preview looks as a device in that look would show it', () => {
  const light = coloursAfter(/:root/)
  const dark = coloursAfter(/prefers-color-scheme: dark\) \{\s*:root/)
  expect(Object.keys(light).length).toBeGreaterThan(15)
  expect(coloursAfter(/\[data-theme="light"\]/)).toEqual(light)
  expect(coloursAfter(/\[data-theme="dark"\]/)).toEqual(dark)
})

test('the contrast of a colour is measured against the surfaces of the stylesheet', () => {
  const found = (start: RegExp) => {
    const colours = coloursAfter(start)
    return new Set(['--page', '--sunken', '--raised'].map((name) => colours[name]))
  }
  expect(found(/:root/)).toEqual(new Set([surfaces.light.page, ...surfaces.light.others]))
  expect(found(/prefers-color-scheme: dark\) \{\s*:root/)).toEqual(
    new Set([surfaces.dark.page, ...surfaces.dark.others]),
  )
})
