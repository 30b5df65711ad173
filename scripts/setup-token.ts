import { runMain, StartProblem } from './problem.ts'
import { readSettings } from './settings.ts'
import { makeSetupLink } from './setup-link.ts'
import { withDatabase } from './with-database.ts'

async function main(): Promise<void> {
  const settings = readSettings()
  const link = await withDatabase(settings, (url) => makeSetupLink(url, settings.publicOrigin))
  if (!link) throw new StartProblem('An administrator exists already; sign in, or ask a colleague to invite you.')
  console.log(`Open this address within 30 minutes; it works once:\n  ${link.address}`)
  if (link.replaced) console.log('The set-up link before it no longer works.')
}

await runMain(main)
