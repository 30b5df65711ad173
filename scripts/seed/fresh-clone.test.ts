import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { copyProject, removeFolder, run } from '../testing.ts'

const project = copyProject()
afterAll(() => removeFolder(project))

it('fills a clone that was never started, and leaves the keys its rows are sealed with for the first start', async () => {
  const { ended, said } = run(['scripts/seed.ts', '--sessions', '40'], { cwd: project })
  expect(await ended, said.out + said.err).toBe(0)
  expect(said.out).toMatch(/\d+ sessions over 365 days in \d+ s/)
  expect(existsSync(join(project, '.data', 'secrets.json'))).toBe(true)
  const again = run(['scripts/seed.ts', '--sessions', '40'], { cwd: project })
  expect(await again.ended).toBe(1)
  expect(again.said.err).toMatch(/holds sessions/)
}, 60_000)
