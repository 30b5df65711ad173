import { buildIfChanged } from './build.ts'
import { judgeSettings } from './judge-settings.ts'
import { migrate } from './migrate.ts'
import { requireFree } from './ports.ts'
import { exitConfiguration, StartProblem } from './problem.ts'
import { launchWeb, waitForAnswer, webEnvironment } from './processes.ts'
import { innerOrigin } from './product.ts'
import { runUntilAsked } from './run-until-asked.ts'
import { loadSecrets } from './secrets.ts'
import { readSettings, setting } from './settings.ts'

/*
 * npm run worker: the jobs as a process of their own, beside web processes with RUN_JOBS=0. It is the same server from
 * the same build, which then answers /livez and /readyz alone.
 */

const shared = ['DATABASE_URL', 'SANDBOX_API_KEY', 'SANDBOX_API_SECRET']

await runUntilAsked(async (stage) => {
  const settings = readSettings()
  const missing = shared.filter((name) => setting(name) === undefined)
  if (missing.length > 0)
    throw new StartProblem(
      `npm run worker works for web processes elsewhere, on their database and with their key: set ${missing.join(', ')}. ` +
        'A single machine needs no worker: npm start does its jobs.',
      { exitCode: exitConfiguration },
    )
  const secrets = loadSecrets({ shared: true })
  const databaseUrl = settings.databaseUrl ?? ''
  const env = { ...webEnvironment('production', settings, secrets, databaseUrl), RUN_JOBS: '1', PROBES_ONLY: '1' }
  judgeSettings(env)
  await requireFree(settings.port, settings.host, 'run worker')
  await buildIfChanged(secrets.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY, stage.say)
  const migrated = migrate(databaseUrl, { patienceMs: Number.POSITIVE_INFINITY, say: stage.say })
  // Awaited below; until then a refusal must not count as unhandled.
  migrated.catch(() => {})
  stage.keep('worker', () => launchWeb(env))
  await Promise.all([waitForAnswer(`${innerOrigin(settings)}/livez`, 60_000), migrated])
  stage.say(`\nThe worker is ready; ${innerOrigin(settings)}/readyz says how it is.\n\nCtrl-C stops it.`)
})
