import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: {
      '@': here('.'),
      // `server-only` throws outside the server bundle; its own empty twin is what Next uses inside it.
      'server-only': here('./node_modules/server-only/empty.js'),
    },
  },
  test: {
    include: ['{lib,simulator,scripts,app,components}/**/*.test.{ts,tsx}', 'proxy.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
