import { readFileSync } from 'node:fs'
import parse, { type Family } from 'parse-prometheus-text-format'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeDb, pool } from '@/lib/db/client'
import { insertRow } from '@/lib/insights/testing'
import { queues, startQueue, stopQueue } from '@/lib/jobs/queue'
import { journeyBed, TestBrowser } from '@/lib/sessions/testing'
import { readMetrics } from './read-metrics'
import { series } from './series'

let bed: Awaited<ReturnType<typeof journeyBed>>
let scraped: string
beforeAll(async () => {
  bed = await journeyBed()
  await new TestBrowser().start()
  await insertRow({ status: 'held', createdAt: new Date() })
  await insertRow({ status: 'init_unknown', createdAt: new Date() })
  const queue = await startQueue(false)
  await queue.send(queues.reconcile, {}, { startAfter: new Date(Date.now() - 90_000) })
  await stopQueue()
  series().starts.inc({ outcome: 'sent' })
  series().refusals.inc({ code: 'busy' })
  series().requests.observe({ method: 'GET', route: '/', status: '2xx' }, 0.1)
  scraped = (await readMetrics()).text
})
afterAll(closeDb)

const family = (name: string, text = scraped): Family => {
  const found = parse(text).find((one) => one.name === name)
  if (!found) throw new Error(`expected the series ${name}, found none`)
  return found
}
const figureOf = (name: string, labels: Record<string, string> = {}): number =>
  Number(
    family(name).metrics.find((sample) =>
      Object.entries(labels).every(([label, value]) => sample.labels?.[label] === value),
    )?.value,
  )

/** The rows of the tables in docs/metrics.md. */
const documented = [
  ...readFileSync('docs/metrics.md', 'utf8').matchAll(/^\| `(swikriti_\w+)` *\| (\w+) *\| ([^|]*)\|/gm),
].map(([, name = '', type = '', labels = '']) => ({
  name,
  type,
  labels: [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label).sort(),
}))

describe('what a scraper gets', () => {
  it('is in the format of Prometheus, line by line', () => {
    const line =
      /^(# (HELP|TYPE) [a-zA-Z_:][\w:]* .*|[a-zA-Z_:][\w:]*(\{([a-zA-Z_]\w*="(\\["\\n]|[^"\\\n])*",?)*\})? ([+-]?\d+(\.\d+)?(e[+-]\d+)?|NaN|[+-]Inf))$/
    expect(scraped.split('\n').filter((one) => one !== '' && !line.test(one))).toEqual([])
    expect(parse(scraped).length).toBeGreaterThan(20)
  })

  it('is what docs/metrics.md lists: name, kind and labels, no more and no less', async () => {
    const known = await series().registry.getMetricsAsJSON()
    const ours = known.filter(({ name }) => name.startsWith('swikriti_'))
    expect(ours.map(({ name, type }) => ({ name, type })).sort((a, b) => a.name.localeCompare(b.name))).toEqual(
      documented.map(({ name, type }) => ({ name, type })).sort((a, b) => a.name.localeCompare(b.name)),
    )
    for (const { name, values } of ours) {
      const labels = new Set(values.flatMap((value) => Object.keys(value.labels)))
      labels.delete('le')
      expect([...labels].sort(), name).toEqual(documented.find((one) => one.name === name)?.labels)
    }
  })

  it('tells sessions by state, lost answers, the budget, the token, the queue and the trail [F-05, F-19]', async () => {
    expect(figureOf('swikriti_sessions', { status: 'held' })).toBe(1)
    expect(figureOf('swikriti_sessions', { status: 'at_provider' })).toBe(1)
    expect(figureOf('swikriti_orphan_init_sessions')).toBe(1)
    expect(figureOf('swikriti_provider_budget_used_calls')).toBe(2)
    expect(figureOf('swikriti_provider_budget_limit_calls')).toBe(6000)
    expect(figureOf('swikriti_provider_token_left_seconds')).toBeGreaterThan(3600)
    expect(figureOf('swikriti_queue_jobs', { queue: 'reconcile' })).toBe(1)
    expect(figureOf('swikriti_queue_oldest_seconds', { queue: 'reconcile' })).toBeGreaterThanOrEqual(90)
    const { rows } = await pool().query<{ seq: string }>('select seq from audit_head')
    expect(figureOf('swikriti_audit_head')).toBe(Number(rows[0]?.seq))
    expect(Math.abs(figureOf('swikriti_provider_clock_offset_seconds'))).toBeLessThan(60)
  })

  it('counts calls by what they asked and how they ended', async () => {
    const calls = await series().providerCalls.get()
    const counts = calls.values.filter(({ metricName }) => metricName?.endsWith('_count'))
    expect(counts.map(({ labels, value }) => [labels.endpoint, labels.outcome, value])).toEqual(
      expect.arrayContaining([
        ['authenticate', 'ok', 1],
        ['init', 'ok', 1],
      ]),
    )
  })

  it('holds no id, handle, secret or address of anybody [R-21]', async () => {
    const { rows } = await pool().query<Record<string, string>>(
      'select id, reference, handle, owner_id from kyc_sessions',
    )
    const [init] = bed.simulator.control.calls({ endpoint: 'init' })
    const secrets = [...rows.flatMap((row) => Object.values(row)), init?.session_id, init?.redirect_url, '127.0.0.1']
    expect(secrets.length).toBeGreaterThan(10)
    for (const secret of secrets) expect(scraped).not.toContain(secret)
  })

  it('leaves out what only the database knows while it is away, and says that it is', async () => {
    await bed.down() // the database of this test is gone for good
    const { text } = await readMetrics()
    expect(family('swikriti_database_up', text).metrics[0]?.value).toBe('0')
    expect(family('swikriti_sessions', text).metrics).toEqual([])
    expect(family('swikriti_audit_head', text).metrics).toEqual([])
    expect(family('swikriti_provider_call_seconds', text).metrics).not.toEqual([])
  })
})
