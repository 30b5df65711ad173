import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { SsoRefusal } from '@/lib/staff/sign-in-with-sso'

/** Why a sign-in with the identity provider came to nothing, in the words of the sign-in page (`signIn.sso`). */
export const ssoFailures = [
  'away',
  'refused_there',
  'other_person',
  'no_role',
  'no_address',
  'address_taken',
  'clock',
  'state',
  'other',
] as const
export type SsoFailure = (typeof ssoFailures)[number]

/** A colleague who was disabled learns no more than one without a role. */
export const failureOfRefusal = (refusal: SsoRefusal): SsoFailure => (refusal === 'disabled' ? 'no_role' : refusal)

// The words of next-auth and openid-client for what can go wrong on the way; their errors have no codes of their own.
const said: readonly (readonly [RegExp, SsoFailure])[] = [
  [/access_denied/, 'refused_there'],
  [/in the future|expired|not active yet|too much time/, 'clock'],
  [
    /cookie was missing|could not be parsed|different provider|state mismatch|state missing|"exp" claim|decryption/,
    'state',
  ],
  [/timed out|ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ETIMEDOUT|socket hang up|certificate|expected 200 OK/, 'away'],
]

const messageOf = (told: unknown): string => {
  const inner: unknown = typeof told === 'object' && told !== null && 'error' in told ? told.error : told
  if (!(inner instanceof Error)) return ''
  // A refused connection to several addresses at once has its reason in a code alone.
  return `${inner.message} ${'code' in inner ? String(inner.code) : ''}`
}

/** Reads what next-auth tells its log. @param told its second argument */
export const failureOf = (told: unknown): SsoFailure => {
  const message = messageOf(told)
  return said.find(([words]) => words.test(message))?.[1] ?? 'other'
}

type Story = { failure: SsoFailure | null }

// next-auth keeps one logger for the process, so whose failure it is told of is known only by the request it runs in.
const stories = new AsyncLocalStorage<Story>()

/** The first reason is the cause; what follows from it is not told. */
export const noteFailure = (failure: SsoFailure): void => {
  const story = stories.getStore()
  if (story) story.failure ??= failure
}

/** Runs next-auth for one request. @returns its answer, and why the sign-in failed if it did */
export const withStory = async (run: () => Promise<Response>): Promise<{ answer: Response } & Story> => {
  const story: Story = { failure: null }
  const answer = await stories.run(story, run)
  return { answer, failure: story.failure }
}
