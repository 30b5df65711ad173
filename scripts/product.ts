import type { ChildProcess } from 'node:child_process'
import type { Environment } from './children.ts'
import { judgeSettings } from './judge-settings.ts'
import { migrate } from './migrate.ts'
import { requireFree } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { launchSimulator, waitForAnswer, webEnvironment } from './processes.ts'
import { runUntilAsked, type Stage } from './run-until-asked.ts'
import { loadSecrets } from './secrets.ts'
import { clusterFolder, readSettings, type Settings } from './settings.ts'
import { makeSetupLink } from './setup-link.ts'

/** How the web process comes to be: from a build, or compiled as it is asked for. */
export type WebKind = {
  verb: string
  nodeEnv: 'production' | 'development'
  /** Anything that must be there before it can start. */
  prepare?: (actionsKey: string, say: Stage['say']) => Promise<unknown>
  launch: (env: Environment) => ChildProcess
}

/** Runs the whole product until Ctrl-C: database, tables, simulator where no key is set, and the web process. */
export const runProduct = (kind: WebKind): Promise<never> =>
  runUntilAsked(async (stage) => {
    const settings = readSettings()
    const embedded = settings.databaseUrl === undefined
    const secrets = loadSecrets()
    // An embedded database and the simulator are not there yet, and what they will say of themselves is ours to get right.
    const database = settings.databaseUrl ?? 'postgres://localhost/embedded'
    const standIn = settings.simulated ? 'http://localhost' : undefined
    judgeSettings(webEnvironment(kind.nodeEnv, settings, secrets, database, standIn))
    const databaseUrl = settings.databaseUrl ?? (await embeddedDatabase(stage, settings.publicOrigin))
    await requireFree(settings.port, settings.host, kind.verb)
    await kind.prepare?.(secrets.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY, stage.say)
    // An external database may come up after us: the web process then answers 503 meanwhile instead of being away (F-20).
    const migrated = migrate(databaseUrl, { patienceMs: embedded ? 0 : Number.POSITIVE_INFINITY, say: stage.say })
    if (embedded) await migrated
    // Awaited below; until then a refusal must not count as unhandled.
    migrated.catch(() => {})

    const simulator = settings.simulated ? await launchSimulator(settings, secrets) : undefined
    if (simulator) stage.keep('simulator', simulator.launch)
    const env = webEnvironment(kind.nodeEnv, settings, secrets, databaseUrl, simulator?.origin)
    stage.keep('web process', () => kind.launch(env))
    await Promise.all([waitForAnswer(`${innerOrigin(settings)}/livez`, 60_000), migrated])
    await greet(stage, settings, databaseUrl, simulator?.origin)
  })

async function embeddedDatabase({ say, atEnd, ending }: Stage, address: string): Promise<string> {
  const starting = startPostgres({ dataDir: clusterFolder, say, address, ending })
  // Registered before it runs, so that a Ctrl-C in between leaves no server behind; a refusal is told below. First to come,
  // the database goes last: whoever is being answered still needs it (F-26).
  atEnd(() =>
    starting.then(
      ({ stop }) => stop(),
      () => {},
    ),
  )
  return (await starting).url
}

/** Where this machine itself reaches the web process. */
export function innerOrigin({ host, port }: Settings): string {
  const address = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${address}:${port}`
}

async function greet({ say }: Stage, { publicOrigin }: Settings, databaseUrl: string, simulator?: string) {
  say(`\nSwikriti is ready at ${publicOrigin}`)
  say(`The console for your colleagues: ${publicOrigin}/admin`)
  const link = await makeSetupLink(databaseUrl, publicOrigin)
  if (link) say(`\nFirst administrator (once, within 30 minutes; a new one: npm run setup-token):\n  ${link.address}`)
  if (link?.replaced) say('The set-up link before it no longer works.')
  if (simulator) {
    say(`\nDemonstration: the simulator at ${simulator} plays Sandbox and DigiLocker. For the real Sandbox, set`)
    say('SANDBOX_API_KEY, SANDBOX_API_SECRET and PUBLIC_ORIGIN (https) in .env (see .env.example), then start again.')
  }
  say('\nCtrl-C stops everything.')
}
