import { buildIfChanged } from './build.ts'
import { migrate } from './migrate.ts'
import { requireFree } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { runMain, StartProblem } from './problem.ts'
import { launchSimulator, launchWeb, waitForAnswer, webEnvironment } from './processes.ts'
import { loadSecrets } from './secrets.ts'
import { clusterFolder, readSettings, type Settings } from './settings.ts'
import { makeSetupLink } from './setup-link.ts'
import { type Supervised, supervise } from './supervise.ts'

const say = (line: string) => console.log(line)

/** What has been started, in order; the end of the script stops it the other way round. */
const stops: (() => Promise<void>)[] = []
const asked = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
})

async function start(): Promise<void> {
  const settings = readSettings()
  const embedded = settings.databaseUrl === undefined
  const secrets = loadSecrets()
  const database = embedded ? await startPostgres({ dataDir: clusterFolder, say }) : undefined
  if (database) stops.push(database.stop)
  const databaseUrl = settings.databaseUrl ?? database?.url ?? ''
  await requireFree(settings.port, settings.host)
  await buildIfChanged(secrets.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY, say)
  // An external database may come up after us: the web process then answers 503 meanwhile instead of being away (F-20).
  const migrated = migrate(databaseUrl, { patienceMs: embedded ? 0 : Number.POSITIVE_INFINITY, say })
  if (embedded) await migrated
  // Awaited below; until then a refusal must not count as unhandled.
  migrated.catch(() => {})

  const simulator = settings.simulated ? await launchSimulator(settings, secrets) : undefined
  if (simulator) stops.push(supervise('simulator', simulator.launch).stop)
  const env = webEnvironment(settings, secrets, databaseUrl, simulator?.origin)
  const web = supervise('web process', () => launchWeb(env))
  stops.push(web.stop)
  await Promise.race([untilReady(settings, migrated, databaseUrl, simulator?.origin), refusal(web), asked])
  await Promise.race([refusal(web), asked])
}

async function untilReady(
  { host, port, publicOrigin }: Settings,
  migrated: Promise<boolean>,
  databaseUrl: string,
  simulator?: string,
): Promise<void> {
  const address = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  await Promise.all([waitForAnswer(`http://${address}:${port}/livez`, 60_000), migrated])
  say(`\nSwikriti is ready at ${publicOrigin}`)
  const link = await makeSetupLink(databaseUrl, publicOrigin)
  if (link) say(`\nFirst administrator (once, within 30 minutes; a new one: npm run setup-token):\n  ${link}`)
  if (simulator) {
    say(`\nDemonstration: the simulator at ${simulator} plays Sandbox and DigiLocker. For the real Sandbox, set`)
    say('SANDBOX_API_KEY, SANDBOX_API_SECRET and PUBLIC_ORIGIN (https) in .env (see .env.example), then start again.')
  }
  say('\nCtrl-C stops everything.')
}

async function refusal(web: Supervised): Promise<void> {
  const code = await web.refused
  throw new StartProblem('The web process refused this configuration; the list above says why.', { exitCode: code })
}

await runMain(async () => {
  try {
    await Promise.race([start(), asked])
  } finally {
    if (stops.length > 0) say('Stopping.')
    // The database goes last: whoever is being answered still needs it (F-26).
    for (const stop of stops.toReversed()) await stop()
  }
})
// A signal while something was still starting may leave a timer or a connection behind.
process.exit()
