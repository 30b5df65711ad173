import { readRequirements } from './trace/read-requirements.ts'
import { readTitles } from './trace/read-titles.ts'
import { trace } from './trace/trace.ts'

/*
 * npm run trace: each requirement with the tests whose titles name it, and those without one (V-02).
 * npm run trace -- --missing: only the latter.
 */
const { lines, missing, unknown } = trace(readRequirements(), readTitles())
if (!process.argv.includes('--missing')) console.log(lines.join('\n'))
for (const { id, text } of missing) console.error(`${id} is promised and has no test: ${text}`)
for (const { id, title, path } of unknown)
  console.error(`${path} names ${id}, which docs/requirements.md does not know: ${title}`)
if (missing.length > 0 || unknown.length > 0) process.exitCode = 1
