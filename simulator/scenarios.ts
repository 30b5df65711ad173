/** Endings a tester can pick by name, on the consent page, on the front page or through the control door. */
import type { DocType } from '../lib/kyc/doc-types.ts'
import type { FaultInput } from './faults.ts'

type Scenario = {
  label: string
  /** What the person in this story does on the consent page. */
  decision: 'allow' | 'deny' | 'fail' | 'leave' | 'elsewhere'
  documents: 'all' | 'some' | 'none'
  lagMs?: number
  /** What goes wrong with the status calls of this session afterwards. */
  afterwards?: FaultInput
}

export const scenarioNames = [
  'agrees_to_all',
  'agrees_to_some',
  'agrees_to_none',
  'refuses',
  'fails_sign_in',
  'never_comes_back',
  'comes_back_elsewhere',
  'late_result',
  'too_many_calls',
  'provider_down',
  'bad_answer',
] as const
export type ScenarioName = (typeof scenarioNames)[number]

const status = { endpoint: 'status' } as const

// Three refusals are enough to see the person wait, and few enough to see the journey end well.
export const scenarios: Readonly<Record<ScenarioName, Scenario>> = Object.freeze({
  agrees_to_all: { label: 'Agrees to all documents', decision: 'allow', documents: 'all' },
  agrees_to_some: { label: 'Agrees to the first document only', decision: 'allow', documents: 'some' },
  agrees_to_none: { label: 'Finishes without choosing a document', decision: 'allow', documents: 'none' },
  refuses: { label: 'Refuses', decision: 'deny', documents: 'none' },
  fails_sign_in: { label: 'Fails to sign in', decision: 'fail', documents: 'none' },
  never_comes_back: { label: 'Agrees, but never comes back', decision: 'leave', documents: 'all' },
  comes_back_elsewhere: { label: 'Agrees, then returns in another browser', decision: 'elsewhere', documents: 'all' },
  late_result: {
    label: 'Agrees; the result shows 10 seconds later',
    decision: 'allow',
    documents: 'all',
    lagMs: 10_000,
  },
  too_many_calls: {
    label: 'Agrees; the next 3 status calls answer 429',
    decision: 'allow',
    documents: 'all',
    afterwards: { ...status, kind: 'error', status: 429, message: 'Too Many Requests', times: 3 },
  },
  provider_down: {
    label: 'Agrees; the next 3 status calls answer 503',
    decision: 'allow',
    documents: 'all',
    afterwards: { ...status, kind: 'error', status: 503, message: 'Source Unavailable', times: 3 },
  },
  bad_answer: {
    label: 'Agrees; the next 3 status calls answer a web page',
    decision: 'allow',
    documents: 'all',
    afterwards: { ...status, kind: 'body', shape: 'html', times: 3 },
  },
})

/** Of the documents asked for, those the person in this story shares. */
export const documentsOf = (name: ScenarioName, asked: readonly DocType[]): readonly DocType[] => {
  const { documents } = scenarios[name]
  if (documents === 'all') return asked
  return documents === 'some' ? asked.slice(0, 1) : []
}

type Plan = { name: ScenarioName; contains?: string | undefined }

/** Scenarios picked ahead: the next consent page that fits plays one by itself, without a click. */
export const createPlans = () => {
  let plans: Plan[] = []
  return {
    add: (plan: Plan) => {
      plans.push(plan)
    },
    take(texts: readonly string[]): ScenarioName | null {
      const fits = ({ contains }: Plan) => contains === undefined || texts.some((text) => text.includes(contains))
      const found = plans.find(fits)
      plans = plans.filter((plan) => plan !== found)
      return found?.name ?? null
    },
    list: (): readonly Plan[] => plans,
    reset: () => {
      plans = []
    },
  }
}

export type Plans = ReturnType<typeof createPlans>
