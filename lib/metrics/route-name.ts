import 'server-only'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** Everything that is no page or route of ours: one name, so that a scanner cannot make series. */
export const otherRoute = 'other'

const manifestSchema = z.record(z.string(), z.string())

const escaped = (text: string): string => text.replace(/[.*+?^${}()|\\]/g, '\\$&')

/** `/callback/[handle]/return` as an expression; a word in brackets stands for one segment, with dots for the rest. */
const matcherOf = (pattern: string): RegExp => {
  const segments = pattern.split('/').map((segment) => {
    if (/^\[\.\.\.\w+\]$/.test(segment)) return '.+'
    return /^\[\w+\]$/.test(segment) ? '[^/]+' : escaped(segment)
  })
  return new RegExp(`^${segments.join('/')}$`)
}

/**
 * A function from the path of a request to the pattern of its route. The pattern is what may be shown: a path can hold a
 * nonce or a handle.
 */
export const routeNames = (patterns: readonly string[]): ((path: string) => string) => {
  const plain = new Set(patterns.filter((pattern) => !pattern.includes('[')))
  const open = patterns
    .filter((pattern) => pattern.includes('['))
    .map((pattern) => ({ pattern, matcher: matcherOf(pattern) }))
  return (path) => {
    if (path.startsWith('/_next/static/')) return '/_next/static'
    if (plain.has(path)) return path
    return open.find(({ matcher }) => matcher.test(path))?.pattern ?? otherRoute
  }
}

/** The routes of this build, as Next wrote them down beside it; none in a process that was not built. */
export const builtRoutes = (folder = /* turbopackIgnore: true */ process.cwd()): string[] => {
  try {
    const text = readFileSync(join(folder, '.next', 'app-path-routes-manifest.json'), 'utf8')
    return Object.values(manifestSchema.parse(JSON.parse(text)))
  } catch (error) {
    // `next dev` and tests have no such file; every request is then "other", which loses a label and nothing else.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
