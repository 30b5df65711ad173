import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { now, nowMs } from '@/lib/clock'
import { type ProviderClock, providerClock } from '@/lib/provider/provider-clock'
import packageFile from '@/package.json'
import { type DatabaseReading, readDatabase } from './database-reading'
import { type ProviderReading, readProvider } from './provider-reading'

export type Ops = {
  readonly measuredAt: Date
  readonly provider: ProviderReading
  readonly database: DatabaseReading
  /** The provider's clock against ours; null until it has answered this process. */
  readonly providerClock: ProviderClock | null
  readonly version: string
  readonly node: string
  readonly startedAt: Date
}

/** How everything stands, for whoever keeps it running. Asks nobody outside: what is old says how old it is. */
export const readOps = async (_actor: Permitted<'ops.read'>): Promise<Ops> => {
  const [provider, database] = await Promise.all([readProvider(), readDatabase()])
  return {
    measuredAt: now(),
    provider,
    database,
    providerClock: providerClock(),
    version: packageFile.version,
    node: process.version,
    startedAt: new Date(nowMs() - process.uptime() * 1000),
  }
}
