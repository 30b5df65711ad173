import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from './settings.ts'
import minimum from './versions.min.json' with { type: 'json' }

type Lockfile = { packages: Record<string, { version?: string }> }

/** Guarantee: npm writes the lockfile; `packages` maps each installed place to its version. */
const asLockfile = (text: string): Lockfile => JSON.parse(text) as Lockfile

const numbers = (version: string): number[] => version.split(/[.-]/, 3).map(Number)

/** A candidate of a version comes before it, so it never counts as mended. */
const isBelow = (version: string, least: string): boolean => {
  const [one, other] = [numbers(version), numbers(least)]
  const place = other.findIndex((number, at) => number !== one[at])
  if (place < 0) return version.includes('-')
  return !((one[place] ?? 0) > (other[place] ?? 0))
}

/** Every copy of a listed package that is older than it may be, as `place version < least`. */
const tooOld = ({ packages }: Lockfile): string[] =>
  Object.entries(packages).flatMap(([place, { version = '' }]) => {
    const name = place.split('node_modules/').at(-1) ?? ''
    const least = Object.entries(minimum).find(([listed]) => listed === name)?.[1].version
    return least !== undefined && isBelow(version, least) ? [`${place} ${version} < ${least}`] : []
  })

const lockfile = asLockfile(readFileSync(join(root, 'package-lock.json'), 'utf8'))

test('no copy of a package in the lockfile is older than its mended version [N-01]', () => {
  expect(tooOld(lockfile)).toEqual([])
})

test.each(['next', 'react', 'react-dom', 'next-auth', 'zod'])('%s is in the lockfile, once [N-01]', (name) => {
  const copies = Object.keys(lockfile.packages).filter((place) => place.endsWith(`node_modules/${name}`))
  expect(copies).toEqual([`node_modules/${name}`])
})

test.each([
  ['an older one', 'node_modules/next', '16.4.5'],
  ['an older line with a higher number at the end', 'node_modules/next', '16.3.99'],
  ['a candidate of the mended version', 'node_modules/next', '16.4.6-canary.3'],
  ['a second copy deep inside', 'node_modules/knip/node_modules/zod', '4.5.0'],
])('%s would be told [N-01]', (_what, place, version) => {
  expect(tooOld({ packages: { [place]: { version } } })).toHaveLength(1)
})

test.each(['16.4.6', '16.4.10', '16.10.0', '17.0.0'])('next %s is new enough', (version) => {
  expect(tooOld({ packages: { 'node_modules/next': { version } } })).toEqual([])
})

test('every direct dependency is pinned to one version, so that a fresh install gets what was tested [N-01]', () => {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const version of Object.values({ ...dependencies, ...devDependencies }))
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/)
})
