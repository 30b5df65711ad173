import pg from 'pg'
import { expect, test } from './fixtures.ts'
import { enterConsole } from './pages/staff.ts'

const adminUrl = process.env.E2E_DATABASE_URL ?? process.env.TEST_DATABASE_URL

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'the console with scripts' : 'the console without scripts', () => {
    test.use({ javaScriptEnabled })

    test('says 503 while the database is away, and stands at the same filters when it is back [F-20, F-21]', async ({
      page,
      stack,
    }) => {
      await enterConsole(page, stack)
      const query = '?status=held&flow=signin'
      await page.goto(`/admin/sessions${query}`)
      const database = new URL(stack.databaseUrl).pathname.slice(1)
      const server = new pg.Client({ connectionString: adminUrl })
      await server.connect()
      try {
        await server.query(`alter database ${database} allow_connections false`)
        await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database])
        await expect.poll(async () => (await page.goto(`/admin/sessions${query}`))?.status()).toBe(503)
        expect((await page.request.get(`/admin/sessions${query}`)).headers()['retry-after']).toBeTruthy()
        await expect(page).toHaveURL(new RegExp(`\\${query}$`))
      } finally {
        await server.query(`alter database ${database} allow_connections true`)
        await server.end()
      }
      await expect.poll(async () => (await page.reload())?.status(), { timeout: 20_000 }).toBe(200)
      await expect(page.getByRole('heading', { level: 1, name: 'Sessions' })).toBeVisible()
      await expect(page).toHaveURL(new RegExp(`\\${query}$`))
    })
  })
}
