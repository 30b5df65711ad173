import { buildIfChanged } from './build.ts'
import { launchWeb } from './processes.ts'
import { runProduct } from './product.ts'

/** npm start: the whole product from a production build. */
await runProduct({ verb: 'start', nodeEnv: 'production', prepare: buildIfChanged, launch: launchWeb })
