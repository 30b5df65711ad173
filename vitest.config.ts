import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const tests = ['{lib,simulator,scripts,app,components}/**/*.test.{ts,tsx}', 'proxy.test.ts']

// A test that takes a fixture of the server, opens a socket or starts a process needs more than a moment and mostly a
// database; so do those that time a pattern on hostile text. The others are told apart by nothing but this.
const needsMore =
  /from '(node:(http|net|tls|child_process)|\.\/(server|process)\.ts|[^']*\/(testing[^']*|chromium\.ts))'|linear time/
const integration = globSync(tests, { cwd: here('.') })
  .filter((path) => !path.startsWith('components') && needsMore.test(readFileSync(here(path), 'utf8')))
  .map((path) => path.replace(/[[\]()]/g, '\\$&'))

export default defineConfig({
  resolve: {
    alias: {
      '@': here('.'),
      // `server-only` throws outside the server bundle; its own empty twin is what Next uses inside it.
      'server-only': here('./node_modules/server-only/empty.js'),
    },
  },
  test: {
    // Most of a test's time is waiting: for a database, a socket, a process. One file at a time leaves the cores idle.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'unit', include: tests, exclude: integration } },
      // Here a machine that stalls for seconds is a reason of its own to fail; what is broken fails twice.
      { extends: true, test: { name: 'integration', include: integration, retry: 1 } },
    ],
  },
})
