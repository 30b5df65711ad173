import 'server-only'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { processState } from '@/lib/process-state'

/*
 * Every series of the product; docs/metrics.md says what each means. A label holds a word of a closed list or the pattern
 * of a route, never an id, an address or anything a person typed.
 */

// A provider call may take ten seconds, a page three; the steps between are where alarms are set.
const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

const build = () => {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const gauge = <L extends string = never>(name: string, help: string, labelNames: readonly L[] = []) =>
    new Gauge({ name: `swikriti_${name}`, help, labelNames: [...labelNames], registers })
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `swikriti_${name}`, help, labelNames: [...labelNames], registers })
  const histogram = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Histogram({ name: `swikriti_${name}`, help, labelNames: [...labelNames], buckets: seconds, registers })
  return {
    registry,
    // What this process did.
    starts: counter('starts_total', 'Presses of the start button that lead to DigiLocker or to the wait page', [
      'outcome',
    ]),
    refusals: counter('start_refusals_total', 'Presses of the start button that brought the form back', ['code']),
    providerCalls: histogram('provider_call_seconds', 'Calls to the provider, by what they asked and how they ended', [
      'endpoint',
      'outcome',
    ]),
    requests: histogram('http_request_seconds', 'Answers of this process', ['method', 'route', 'status']),
    breakerOpen: gauge('provider_breaker_open', '1 while this process sends the provider nothing'),
    buildInfo: gauge('build_info', 'Always 1; the version is the label', ['version']),
    // What the database knows: the same figure from every instance.
    databaseUp: gauge('database_up', '1 while the database answers this process'),
    databaseOffset: gauge('database_clock_offset_seconds', 'Clock of the database minus the clock of this process'),
    providerOffset: gauge('provider_clock_offset_seconds', 'Clock of the provider minus ours, at its last answer here'),
    sessions: gauge('sessions', 'Sessions by state', ['status']),
    orphanInits: gauge(
      'orphan_init_sessions',
      'Starts whose answer was lost: the provider may hold a session nobody uses',
    ),
    budgetUsed: gauge('provider_budget_used_calls', 'Calls of the last minute that count against the budget'),
    budgetLimit: gauge('provider_budget_limit_calls', 'Calls a minute that all instances may make together'),
    tokenAge: gauge('provider_token_age_seconds', 'Age of the access token'),
    tokenLeft: gauge('provider_token_left_seconds', 'Time until the access token ends; negative once it has'),
    queueJobs: gauge('queue_jobs', 'Jobs that wait or run', ['queue']),
    queueOldest: gauge('queue_oldest_seconds', 'How long the job has waited that is due the longest', ['queue']),
    unfolded: gauge(
      'count_changes_waiting',
      'Changes of sessions and invitations that are not folded into the counts yet',
    ),
    auditHead: gauge('audit_head', 'Number of the last row of the audit trail'),
  }
}

export type Series = ReturnType<typeof build>

/** The series of this process. */
export const series = (): Series => processState('series', build)
