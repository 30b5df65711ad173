import { fileURLToPath } from 'node:url'
import type { Door } from '../../e2e/matrix/person.ts'
import { copyTemplate, type Web } from '../stack.ts'
import { inParallel, openLoop } from './open-loop.ts'
import { openPeople, type Press, press, pressOf, send } from './people.ts'
import { cpuMs } from './process-figures.ts'
import { atMost, type Row, told } from './row.ts'
import { median, quantile, rotated } from './samples.ts'
import { type Bench, inWorld, type World } from './world.ts'

const perSecond = 50
const upstreamMs = 150

type Contender = { name: string; web: Web; presses: (count: number) => Promise<Press[]> }
type Round = { p50: number; p99: number; cpu: number }

const formHeaders = { 'content-type': 'application/x-www-form-urlencoded' }

const reference = async (world: World, adminUrl: string, name: string) => {
  const database = await copyTemplate(adminUrl, `bench_${name}_${process.pid}`)
  const { SANDBOX_BASE_URL = '', SANDBOX_API_KEY = '', SANDBOX_API_SECRET = '' } = world.env
  const file = fileURLToPath(new URL(`references/${name}.ts`, import.meta.url))
  const web = await world.startBeside(file, {
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    SANDBOX_BASE_URL,
    SANDBOX_API_KEY,
    SANDBOX_API_SECRET,
  })
  const door: Door = { port: web.port, host: `127.0.0.1:${web.port}` }
  const ready: Press = { door, path: '/', headers: formHeaders, body: 'doc_types=pan&flow=signin&agreed=yes' }
  return { drop: database.drop, contender: { name, web, presses: async (count: number) => Array(count).fill(ready) } }
}

const play = async ({ web, presses }: Contender, count: number): Promise<Round> => {
  const ready = await presses(count)
  const before = cpuMs(web.process.pid)
  const times = await openLoop(count, perSecond, (index) => send(ready[index] ?? never()))
  const cpu = (cpuMs(web.process.pid) - before) / count
  return { p50: median(times), p99: quantile(times, 0.99), cpu }
}

const never = (): never => {
  throw new Error('more starts than people')
}

const rowsOf = (rounds: Map<string, Round[]>): Row[] => {
  const of = (name: string, part: keyof Round) => median((rounds.get(name) ?? []).map((round) => round[part]))
  // Rounds stand side by side in time, so they are compared side by side too.
  const ratio = (part: keyof Round, to: string) => {
    const others = rounds.get(to) ?? []
    return median((rounds.get('product') ?? []).map((round, index) => round[part] / (others[index]?.[part] ?? 0)))
  }
  const all = (part: keyof Round, unit: string) =>
    ['product', 'bare', 'express'].map((name) => `${name} ${of(name, part).toFixed(2)} ${unit}`).join(', ')
  return [
    atMost('CPU per start, against (b) Express + axios', 1.5, '×', ratio('cpu', 'express'), all('cpu', 'ms')),
    told('CPU per start, against (a) bare Node', `${ratio('cpu', 'bare').toFixed(2)} ×`),
    atMost(`start POST → 303 at ${perSecond}/s, p50 against (a)`, 1.05, '×', ratio('p50', 'bare'), all('p50', 'ms')),
    atMost('the same, p99 against (a)', 1.25, '×', ratio('p99', 'bare'), all('p99', 'ms')),
    atMost('the same, p50 against (b)', 0.6, '×', ratio('p50', 'express')),
  ]
}

/** Start POST → 303 of the product and of both references, in turns, all waiting for the same provider. */
export const startLoad = (bench: Bench): Promise<Row[]> =>
  inWorld(bench, async (world) => {
    await world.control.settings({ latencyMs: { authenticate: upstreamMs, init: upstreamMs } })
    const bare = await reference(world, bench.adminUrl, 'bare')
    const express = await reference(world, bench.adminUrl, 'express')
    const product: Contender = {
      name: 'product',
      web: world.web,
      presses: async (count) => (await openPeople(world.door, count)).map(pressOf),
    }
    const contenders = [product, bare.contender, express.contender]
    const rounds = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]))
    // A process that has just started runs uncompiled code for its first hundreds of requests; that is no round.
    for (const { presses } of contenders) await inParallel(await presses(bench.quick ? 300 : 1_000), 4, press)
    for (let round = 0; round < (bench.quick ? 3 : 7); round += 1) {
      for (const contender of rotated(contenders, round)) {
        const result = await play(contender, bench.quick ? 300 : 1_000)
        rounds.get(contender.name)?.push(result)
        const { p50, p99, cpu } = result
        bench.say(`  ${contender.name}: p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}, CPU ${cpu.toFixed(2)} ms`)
      }
    }
    await Promise.all([bare.contender, express.contender].map(({ web }) => web.kill()))
    await Promise.all([bare.drop(), express.drop()])
    return rowsOf(rounds)
  })
