/** The simulator's own page at `/`: a tester picks here what the next person or the next start will meet. */
import { z } from 'zod'
import type { FaultInput } from './faults.ts'
import { escapeHtml, framePage } from './html.ts'
import { scenarioNames, scenarios } from './scenarios.ts'
import type { World } from './world.ts'

const troubleNames = ['too_many_calls', 'provider_down', 'no_credits', 'bad_answer', 'slow', 'lost_answer'] as const
type Trouble = (typeof troubleNames)[number]

const init = { endpoint: 'init' } as const
const troubles: Readonly<Record<Trouble, { label: string; fault: FaultInput }>> = Object.freeze({
  too_many_calls: {
    label: 'is told it was one call too many (429)',
    fault: { ...init, kind: 'error', status: 429, message: 'Too Many Requests' },
  },
  provider_down: {
    label: 'finds DigiLocker down (503)',
    fault: { ...init, kind: 'error', status: 503, message: 'Source Unavailable' },
  },
  no_credits: {
    label: 'finds the account without credits (403)',
    fault: { ...init, kind: 'error', status: 403, message: 'Insufficient credits' },
  },
  bad_answer: { label: 'gets a web page for an answer', fault: { ...init, kind: 'body', shape: 'html' } },
  slow: { label: 'waits 30 seconds', fault: { ...init, kind: 'slow', ms: 30_000 } },
  lost_answer: { label: 'is carried out, but the answer is lost', fault: { ...init, kind: 'reset', when: 'after' } },
})

const choiceSchema = z.union([
  z.object({ story: z.enum(scenarioNames) }),
  z.object({ trouble: z.enum(troubleNames) }),
  z.object({ forward: z.coerce.number().int().min(1).max(86_400) }),
])

const options = (labels: Record<string, { label: string }>): string =>
  Object.entries(labels)
    .map(([name, { label }]) => `<option value="${name}">${escapeHtml(label)}</option>`)
    .join('')

const form = (id: string, label: string, choices: string, button: string): string => `
<form method="post" action="/"><label class="pick" for="${id}">${label}</label>
<select id="${id}" name="${id}">${choices}</select><div class="actions"><button>${button}</button></div></form>`

const jumps = { 600: '10 minutes', 3600: '1 hour', 7200: '2 hours', 86400: '1 day' }

/** The page; `note` says what was just done. */
export const frontPage = ({ calls, plans, clock }: World, note: string | null): string => {
  const { authenticate, init: inits, status } = calls.stats().counts
  const waiting = plans.list().length
  return framePage(
    'What happens next',
    `${note ? `<p role="status">${escapeHtml(note)}</p>` : ''}
<p>This process plays Sandbox and DigiLocker. It knows nobody and sends nothing anywhere.</p>
<dl><dt>Time here</dt><dd>${new Date(clock.now()).toISOString()}</dd>
<dt>Calls so far</dt><dd>${authenticate} authenticate, ${inits} init, ${status} status</dd>
<dt>Stories waiting</dt><dd>${waiting}</dd></dl>
${form('story', 'The next person who arrives', options(scenarios), 'Plan this story')}
${form('trouble', 'The next start', options(troubles), 'Order this trouble')}
${form(
  'forward',
  'Move the time here forward by',
  Object.entries(jumps)
    .map(([seconds, label]) => `<option value="${seconds}">${label}</option>`)
    .join(''),
  'Move forward',
)}`,
  )
}

/** Carries out what was picked; a sentence about it, null when it was nothing we offer. */
export const takeChoice = (world: World, posted: URLSearchParams): string | null => {
  const choice = choiceSchema.safeParse(Object.fromEntries(posted))
  if (!choice.success) return null
  if ('story' in choice.data) {
    world.plans.add({ name: choice.data.story })
    return `Planned: ${scenarios[choice.data.story].label}.`
  }
  if ('trouble' in choice.data) {
    const { label, fault } = troubles[choice.data.trouble]
    world.faults.add(fault)
    return `Ordered: the next start ${label}.`
  }
  world.clock.forward(choice.data.forward * 1000)
  return 'The time was moved forward.'
}
