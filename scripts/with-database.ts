import { existsSync } from 'node:fs'
import { migrate } from './migrate.ts'
import { startPostgres } from './postgres.ts'
import { isOwned } from './postgres-lock.ts'
import { socketFolder, socketUrl } from './postgres-paths.ts'
import { loadSecrets } from './secrets.ts'
import { clusterFolder, type Settings } from './settings.ts'

/** Uses the database the settings name, or that of a running start, or starts it for the moment. */
export async function withDatabase<T>(settings: Settings, work: (url: string) => Promise<T>): Promise<T> {
  if (settings.databaseUrl) return work(settings.databaseUrl)
  const folder = socketFolder(clusterFolder)
  if (existsSync(folder) && (await isOwned(folder))) return work(socketUrl(folder, 'swikriti'))
  // Before the first file of a database there are keys for what it will hold; they are never made beside one (secrets.ts).
  loadSecrets()
  const database = await startPostgres({ dataDir: clusterFolder, say: console.log })
  try {
    await migrate(database.url)
    return await work(database.url)
  } finally {
    await database.stop()
  }
}
