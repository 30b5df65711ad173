import { expect, test } from 'vitest'
import config from '../next.config.mjs'
import { readHouse } from './house/source-file.ts'
import { walk } from './house/walk.ts'
import { nodeFlags } from './processes.ts'

/** What of the framework stays off, and that nobody turns it on in passing. */

const house = readHouse().filter(
  ({ path, isTest }) => /^(app|lib|components|proxy|instrumentation)/.test(path) && !isTest,
)
const importers = (name: RegExp): string[] =>
  house.filter(({ imports }) => imports.some(({ from }) => name.test(from))).map(({ path }) => path)

test('the framework is told of no second origin for actions; ours is checked by hand [N-04]', () => {
  expect(config.experimental?.serverActions).not.toHaveProperty('allowedOrigins')
})

test('a form may be 64 KB and no more [N-05]', () => {
  expect(config.experimental?.serverActions?.bodySizeLimit).toBe('64kb')
})

test('pictures are not optimised on request [N-11]', () => {
  expect(config.images).toEqual({ unoptimized: true })
  expect(importers(/^next\/(image|legacy\/image)$/)).toEqual([])
})

test.each(['rewrites', 'redirects', 'i18n', 'headers', 'assetPrefix', 'basePath'])(
  'next.config says nothing of %s [N-11]',
  (name) => {
    expect(config).not.toHaveProperty(name)
  },
)

test('no shell of a page is cached [N-11]', () => {
  expect(config.cacheComponents).toBe(false)
  const cached = house.filter(({ program }) => {
    let found = false
    walk(program, (node) => {
      if (node.type === 'ExpressionStatement' && /^use cache/.test(node.directive ?? '')) found = true
    })
    return found
  })
  expect(cached.map(({ path }) => path)).toEqual([])
  // `refresh` lets the browser fetch its page again; whatever else this module offers keeps something.
  const keeping = house.filter(({ text }) =>
    text.replace("import { refresh } from 'next/cache'", '').includes('next/cache'),
  )
  expect(keeping.map(({ path }) => path)).toEqual([])
})

test('pictures are not drawn from text [N-11]', () => {
  expect(importers(/^(next\/og|@vercel\/og)$/)).toEqual([])
})

test('no route takes over a connection [N-11]', () => {
  expect(importers(/^(ws|socket\.io)$/)).toEqual([])
  expect(house.filter(({ text }) => /\bWebSocket\b|\.on\('upgrade'/.test(text)).map(({ path }) => path)).toEqual([])
})

test('a build makes no source maps for browsers, and answers do not say what made them [N-14] [N-10]', () => {
  expect(config).not.toHaveProperty('productionBrowserSourceMaps')
  expect(config.poweredByHeader).toBe(false)
})

test('the product runs without the way from an object to its prototype [F-40]', () => {
  expect(nodeFlags).toContain('--disable-proto=delete')
})
