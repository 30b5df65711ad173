import { existsSync } from 'node:fs'
import { migrate } from './migrate.ts'
import { startPostgres } from './postgres.ts'
import { isOwned } from './postgres-lock.ts'
import { socketFolder, socketUrl } from './postgres-paths.ts'
import { runMain, StartProblem } from './problem.ts'
import { clusterFolder, readSettings, type Settings } from './settings.ts'
import { makeSetupLink } from './setup-link.ts'

async function main(): Promise<void> {
  const settings = readSettings()
  const link = await withDatabase(settings, (url) => makeSetupLink(url, settings.publicOrigin))
  if (!link) throw new StartProblem('An administrator exists already; sign in, or ask a colleague to invite you.')
  console.log(`Open this address within 30 minutes; it works once:\n  ${link}`)
}

/** Uses the database of a running start, or starts it for the moment. */
async function withDatabase<T>(settings: Settings, work: (url: string) => Promise<T>): Promise<T> {
  if (settings.databaseUrl) return work(settings.databaseUrl)
  const folder = socketFolder(clusterFolder)
  if (existsSync(folder) && (await isOwned(folder))) return work(socketUrl(folder, 'swikriti'))
  const database = await startPostgres({ dataDir: clusterFolder, say: console.log })
  try {
    await migrate(database.url)
    return await work(database.url)
  } finally {
    await database.stop()
  }
}

await runMain(main)
