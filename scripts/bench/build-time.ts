import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serverFile } from '../build.ts'
import { StartProblem } from '../problem.ts'
import { root } from '../settings.ts'
import { folderMb } from './files.ts'
import { atMost, type Row } from './row.ts'
import type { Bench } from './world.ts'

const buildOnce = fileURLToPath(new URL('build-once.ts', import.meta.url))

/** A network of its own with nothing in it but this machine, where the kernel lets us have one. */
const offline = ['unshare', '-rn', 'sh', '-c', 'ip link set lo up && exec "$0" "$@"']

const canBeOffline = (): boolean => spawnSync(offline[0] ?? '', [...offline.slice(1), 'true']).status === 0

/** A clean build, and how large the folder is that would be shipped. */
export const buildTime = async (_: Bench): Promise<Row[]> => {
  const cut = canBeOffline()
  rmSync(join(root, '.next'), { recursive: true, force: true })
  const [file = '', ...args] = [...(cut ? offline : []), process.execPath, buildOnce]
  const startedAt = performance.now()
  const { status } = spawnSync(file, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  const seconds = (performance.now() - startedAt) / 1_000
  if (status !== 0) throw new StartProblem('The clean build failed; its words are above.')
  return [
    atMost('clean build', 60, 's', seconds, cut ? 'with no network' : 'the network could not be cut off here'),
    atMost('server folder, without PostgreSQL', 60, 'MB', folderMb(dirname(serverFile))),
  ]
}
