import { join } from 'node:path'
import { chromium } from 'playwright'
import { buildIfChanged } from './build.ts'
import { ensureChromium, quietFlags } from './chromium.ts'
import { runMain } from './problem.ts'
import { loadSecrets } from './secrets.ts'
import { root } from './settings.ts'
import { openAlbum } from './shots/album.ts'
import { showPeople } from './shots/people.ts'
import { showStaff } from './shots/staff.ts'
import { startStack } from './stack.ts'
import { startTestDatabase } from './test-database.ts'

/*
 * npm run shots: the pictures of the README into docs/pictures, and every page at two sizes in both themes into
 * test-results/shots, from the production build with a believable month in it.
 */

const say = (line: string) => console.log(line)

await runMain(async () => {
  const executablePath = await ensureChromium(say)
  await buildIfChanged(loadSecrets().NEXT_SERVER_ACTIONS_ENCRYPTION_KEY, say)
  const database = await startTestDatabase(say)
  const folder = join(root, 'test-results', 'shots')
  const album = openAlbum(folder, join(root, 'docs', 'pictures'))
  try {
    const stack = await startStack({ adminUrl: database.adminUrl, env: { SANDBOX_RPM: '5000' } })
    const browser = await chromium.launch({ executablePath, args: quietFlags })
    try {
      await showStaff(browser, stack, album, say)
      await showPeople(browser, stack, album)
    } finally {
      await browser.close()
      await stack.stop()
    }
  } finally {
    await database.stop()
  }
  say(`The README's pictures are in docs/pictures, every page in ${folder}.`)
})
process.exit()
