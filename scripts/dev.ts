import { launchDev } from './processes.ts'
import { runProduct } from './product.ts'

/** npm run dev: the same product, with every page compiled when it is asked for and again when its source changes. */
await runProduct({ verb: 'dev', nodeEnv: 'development', launch: launchDev })
