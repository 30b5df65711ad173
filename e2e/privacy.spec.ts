import { randomInt } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright/test'
import type { Stack } from '../scripts/stack.ts'
import { expect, test } from './fixtures.ts'
import { aadhaarNumber } from './matrix/aadhaar.ts'
import { DigilockerPage } from './pages/digilocker-page.ts'
import { ResultPage } from './pages/result-page.ts'
import { signIn } from './pages/staff.ts'

/*
 * Values nobody else could write go through the whole journey; afterwards everything that stays is searched for them.
 */

const letters = (length: number): string =>
  Array.from({ length }, () => String.fromCharCode(65 + randomInt(26))).join('')

/** A made-up person with every value the documents could tell of them. */
const somebody = () => ({
  mobile: `98${randomInt(10 ** 7, 10 ** 8)}`,
  aadhaar: aadhaarNumber(),
  pan: `${letters(5)}${randomInt(1000, 9999)}${letters(1)}`,
  licence: `KA${randomInt(10 ** 12, 10 ** 13)}`,
  name: `Canary${letters(12)}`,
  email: `${letters(14).toLowerCase()}@person.example`,
  address: `Lane${letters(12)}`,
  browser: `Phone${letters(12)}`,
})
type Somebody = ReturnType<typeof somebody>

/** The same value as people and programs write it. */
const spellings = (value: string): string[] => {
  const grouped = /^\d{12}$/.test(value)
    ? [value.replace(/(\d{4})(?=\d)/g, '$1 '), value.replace(/(\d{4})(?=\d)/g, '$1-')]
    : []
  return [value, value.toLowerCase(), encodeURIComponent(value), ...grouped]
}

const searched = (text: string, values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values)
    .filter(([, value]) => spellings(value).some((one) => text.includes(one)))
    .map(([name]) => name)

/** The same in many pieces: what other tests left in this worker is more than one string can hold. */
const searchedIn = (pieces: readonly (string | Buffer)[], values: Readonly<Record<string, string>>): string[] =>
  Object.entries(values)
    .filter(([, value]) => spellings(value).some((one) => pieces.some((piece) => piece.includes(one))))
    .map(([name]) => name)

/** Every row of every table as text, as `pg_dump` would write it. */
const dump = async ({ db }: Stack): Promise<string[]> => {
  const { rows: tables } = await db.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  )
  const parts: string[] = []
  for (const { name } of tables) {
    const { rows } = await db.query<{ line: string }>(`select t::text as line from ${name} t`)
    for (const { line } of rows) parts.push(line)
  }
  return parts
}

/** What `strings` would read in the files of this database and in the log of the server, where they are on this machine. */
const filesOf = async ({ db }: Stack): Promise<Buffer[] | null> => {
  await db.query('checkpoint')
  const { rows } = await db.query<{ folder: string; oid: string }>(
    `select current_setting('data_directory') as folder, oid::text from pg_database where datname = current_database()`,
  )
  const { folder = '', oid = '' } = rows[0] ?? {}
  if (!existsSync(folder)) return null
  const parts: Buffer[] = []
  for (const inside of [join('base', oid), 'pg_wal'])
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true }))
      if (entry.isFile()) parts.push(readFileSync(join(folder, inside, entry.name)))
  return parts
}

type Seen = { bodies: string[]; heads: string[]; addresses: string[] }

/** Everything our own origin says to a browser, and every address of ours it was at. */
const listen = (context: BrowserContext, origin: string): Seen => {
  const seen: Seen = { bodies: [], heads: [], addresses: [] }
  context.on('response', async (response) => {
    if (!response.url().startsWith(origin)) return
    const { location: _location, 'x-action-redirect': _redirect, ...others } = response.headers()
    seen.heads.push(JSON.stringify(others))
    // A redirect has no body, and a page that was left in the meantime keeps its own.
    seen.bodies.push(await response.text().catch(() => ''))
  })
  context.on('request', (request) => {
    const referer = request.headers().referer ?? ''
    if (!request.url().startsWith(origin) && referer.startsWith(origin)) seen.heads.push(`referer ${referer}`)
  })
  context.on('page', (page) =>
    page.on('framenavigated', (frame) => frame.url().startsWith(origin) && seen.addresses.push(frame.url())),
  )
  return seen
}

const stored = async (context: BrowserContext): Promise<string> => {
  const parts: string[] = []
  for (const page of context.pages())
    parts.push(
      await page.evaluate(async () =>
        JSON.stringify([
          { ...localStorage },
          { ...sessionStorage },
          await indexedDB.databases(),
          await caches?.keys(),
          window.name,
          document.title,
          history.state,
        ]),
      ),
    )
  return parts.join('\n')
}

/** A lookup of what the person typed, what the documents say and what the provider uses, in a form that is easy to name. */
const secretsOf = (redirect_url: string, authorization: string): Record<string, string> => ({
  nonce: new URL(redirect_url).pathname.split('/')[2] ?? '',
  'code verifier': new URL(authorization).searchParams.get('code_verifier') ?? '',
})

const wordsIn = ({ name, aadhaar, pan, email, address, licence }: Somebody): string =>
  new URLSearchParams({
    name,
    aadhaar,
    pan,
    email,
    address,
    licence,
    error_description: `${name} ${aadhaar}`,
  }).toString()

test('what is personal goes through the whole journey and stays nowhere: log, answers, history, storage, database, files [R-21] [C-02] [G-06] [L-21] [P6]', async ({
  browser,
  stack,
  simulator,
}) => {
  // Reads whatever the server has written since it started, which in a whole run is a lot.
  test.slow()
  const person = somebody()
  const context = await browser.newContext({ baseURL: stack.origin, userAgent: `Mozilla/5.0 ${person.browser}` })
  const seen = listen(context, stack.origin)
  const page = await context.newPage()

  // Typed, wrong and then right, with every value also in the addresses a careless link could carry.
  await page.goto(`/?${wordsIn(person)}`)
  await page.getByRole('radio', { name: 'I need a new one' }).check()
  await page.getByLabel(/Mobile number/).fill(person.mobile)
  await page.getByRole('checkbox', { name: 'PAN' }).check({ force: true })
  await page.getByRole('button', { name: 'Continue to DigiLocker' }).click()
  await page.getByRole('checkbox', { name: /I agree/ }).check()
  await page.getByRole('button', { name: 'Continue to DigiLocker' }).click()
  const digilocker = new DigilockerPage(page)
  await expect(digilocker.ribbon()).toBeVisible()
  const authorization = page.url()
  const [init] = await simulator.calls({ endpoint: 'init' })
  const { session_id = '', redirect_url = '' } = {
    session_id: init?.session_id ?? '',
    redirect_url: init?.redirect_url ?? '',
  }
  expect(JSON.stringify(init?.body), 'the provider does get the number').toContain(person.mobile)

  // The provider errs with personal words in its answer, then answers.
  const chatter = `${person.name} ${person.aadhaar} ${person.email}`
  await simulator.fault({ endpoint: 'status', kind: 'error', status: 500, message: chatter, times: 1 })
  const result = await digilocker.allow()
  await result.says('You agreed to share 1 document')
  await page.goto(`${redirect_url}?session_id=${session_id}&${wordsIn(person)}`)
  await new ResultPage(page).says('You agreed to share 1 document')
  await context.request.post('/csp-report', {
    headers: { 'content-type': 'application/csp-report' },
    data: {
      'csp-report': {
        'document-uri': `${stack.origin}/?${wordsIn(person)}`,
        'blocked-uri': `https://x/${person.name}`,
      },
    },
  })
  await context.request.get(`/${person.name}/${person.aadhaar}?${wordsIn(person)}`)
  const kept = await stored(context)
  await page.getByRole('link', { name: 'Withdraw my permission' }).click()
  await page.getByRole('button', { name: 'Withdraw my permission' }).click()
  await new ResultPage(page).says('You withdrew your permission')

  // Staff look at it.
  const office = await browser.newContext({ baseURL: stack.origin })
  const console = listen(office, stack.origin)
  const desk = await office.newPage()
  await signIn(desk, stack)
  await desk.getByLabel('Reference, session_id, address or number').fill(session_id)
  await desk.getByRole('banner').getByRole('button', { name: 'Find' }).click()
  await expect(desk.getByRole('heading', { level: 1, name: /^Session SW-/ })).toBeVisible()
  await context.close()
  await office.close()

  const secrets = secretsOf(redirect_url, authorization)
  const token = { ...secrets, 'address at the provider': authorization }
  const everything = { ...person, ...token, session_id }
  const log = await stack.log()
  expect(log.length, 'something was logged').toBeGreaterThan(100)
  expect(searched(log, everything), 'in the log').toEqual([])
  expect(searched(kept, everything), 'in what the browser keeps').toEqual([])
  expect(searchedIn(await dump(stack), everything), 'in the rows').toEqual([])
  const files = await filesOf(stack)
  if (files !== null) expect(searchedIn(files, everything), 'in the files of the database').toEqual([])

  const bodies = [...seen.bodies, ...console.bodies].join('\n')
  expect(seen.bodies.join('').length, 'pages were read').toBeGreaterThan(10_000)
  expect(searched(bodies, token), 'in bodies').toEqual([])
  expect(
    searched([...seen.heads, ...console.heads].join('\n'), { ...token, session_id, mobile: person.mobile }),
    'in headers',
  ).toEqual([])
  const ours = [...seen.addresses, ...console.addresses].filter((address) => !address.includes('email='))
  expect(ours.length).toBeGreaterThan(3)
  expect(searched(ours.join('\n'), everything), 'in our addresses').toEqual([])
})
