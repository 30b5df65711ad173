import { buildIfChanged } from '../build.ts'
import { loadSecrets } from '../secrets.ts'

/** The build alone, in a process of its own that can be run where there is no network. */
await buildIfChanged(loadSecrets().NEXT_SERVER_ACTIONS_ENCRYPTION_KEY, () => undefined)
