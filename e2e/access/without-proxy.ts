import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stack } from '../../scripts/stack.ts'
import type { Door } from '../matrix/person.ts'

/**
 * The same build without its proxy.ts: a process of the same world from a copy in which Next is told of none. Requests have
 * been led around proxies before, so no door may count on it (N-02).
 */
export const startWithoutProxy = async (stack: Stack): Promise<{ door: Door; end: () => Promise<void> }> => {
  const folder = mkdtempSync(join(tmpdir(), 'swikriti-no-proxy-'))
  cpSync('.next/standalone', folder, { recursive: true, verbatimSymlinks: true })
  const manifest = join(folder, '.next', 'server', 'functions-config-manifest.json')
  writeFileSync(manifest, '{ "version": 1, "functions": {} }')
  const web = await stack.startBeside(join(folder, 'server.js'), {
    ...stack.env,
    HOSTNAME: '127.0.0.1',
    HOST: '127.0.0.1',
    RUN_JOBS: '0',
  })
  return {
    door: { port: web.port, host: new URL(stack.origin).host },
    end: async () => {
      await web.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
