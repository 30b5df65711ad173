import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Everything in a folder, in MB as bytes count and not as disks round them up. */
export const folderMb = (folder: string): number =>
  globSync('**/*', { cwd: folder, withFileTypes: true, exclude: [] })
    .filter((entry) => entry.isFile())
    .reduce((bytes, entry) => bytes + statSync(join(entry.parentPath, entry.name)).size, 0) / 1_000_000
