/** Faults a test orders in advance: which call goes wrong, how often, and in which way. */
import { z } from 'zod'
import type { Endpoint } from './calls.ts'

const common = {
  endpoint: z.enum(['authenticate', 'init', 'status', 'any']).default('any'),
  /** Only calls whose session_id or redirect_url contains this; keeps tests that run side by side apart. */
  contains: z.string().min(1).optional(),
  times: z.union([z.number().int().min(1), z.literal('forever')]).default(1),
}

/** Answers that were executed and then spoilt on the way. */
export const brokenBodies = [
  'truncated',
  'wrong_length',
  'html',
  'not_json',
  'empty',
  'wrong_content_type',
  'code_500',
  'missing_fields',
  'wrong_types',
  'huge',
  'deep',
  'bom',
  'proto',
  'duplicate_keys',
] as const
export type BrokenBody = (typeof brokenBodies)[number]

const ms = z.number().int().min(0).max(600_000)

export const faultSchema = z.discriminatedUnion('kind', [
  // Refused before anything was done, unless `executed`. Without `envelope` the body is a gateway's bare message.
  z.strictObject({
    ...common,
    kind: z.literal('error'),
    status: z.number().int().min(400).max(599),
    message: z.string().default('Internal Server Error'),
    envelope: z.boolean().default(true),
    executed: z.boolean().default(false),
    /** Sent as `Retry-After`. */
    retryAfter: z.union([z.number().int(), z.string()]).optional(),
  }),
  z.strictObject({ ...common, kind: z.literal('redirect'), location: z.string() }),
  // Executed at once, answered late: what a client that gave up leaves behind.
  z.strictObject({ ...common, kind: z.literal('slow'), ms }),
  z.strictObject({ ...common, kind: z.literal('drip'), intervalMs: ms.default(1000) }),
  z.strictObject({ ...common, kind: z.literal('reset'), when: z.enum(['before', 'after', 'mid_body']) }),
  z.strictObject({
    ...common,
    kind: z.literal('body'),
    shape: z.enum(brokenBodies),
    status: z.number().int().min(200).max(599).optional(),
  }),
  // A right answer with fields of `data` replaced or left out: unknown status words, foreign addresses, odd times.
  z.strictObject({
    ...common,
    kind: z.literal('patch'),
    set: z.record(z.string(), z.unknown()).default({}),
    drop: z.array(z.string()).default([]),
  }),
])

export type FaultInput = z.input<typeof faultSchema>
export type Fault = z.output<typeof faultSchema>
type Queued = { fault: Fault; left: number }

export const createFaults = () => {
  let queue: Queued[] = []

  const fits = ({ fault }: Queued, endpoint: Endpoint, texts: readonly (string | null)[]): boolean => {
    const { contains } = fault
    const place = fault.endpoint === 'any' ? endpoint !== 'other' : fault.endpoint === endpoint
    return place && (contains === undefined || texts.some((text) => text?.includes(contains) ?? false))
  }

  return {
    /** @throws z.ZodError for a fault that does not exist. */
    add(input: FaultInput): Fault {
      const fault = faultSchema.parse(input)
      queue.push({ fault, left: fault.times === 'forever' ? Number.POSITIVE_INFINITY : fault.times })
      return fault
    },
    /** The first fault that fits this call; one use of it is spent. */
    take(endpoint: Endpoint, texts: readonly (string | null)[]): Fault | null {
      const found = queue.find((queued) => fits(queued, endpoint, texts))
      if (!found) return null
      found.left -= 1
      if (found.left <= 0) queue = queue.filter((queued) => queued !== found)
      return found.fault
    },
    list: (): Fault[] => queue.map(({ fault }) => fault),
    /** Forgets all faults, or those keyed by exactly this text. */
    clear(contains?: string): void {
      queue = contains === undefined ? [] : queue.filter(({ fault }) => fault.contains !== contains)
    },
  }
}

export type Faults = ReturnType<typeof createFaults>
