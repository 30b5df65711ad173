import 'server-only'
import type { z } from 'zod'
import { log } from '@/lib/log'
import { accessToken, markHopeless, replaceToken } from './access-token'
import { withBreaker } from './breaker'
import { requireSlot } from './budget'
import { errorOfAnswer, isTokenRefusal } from './error-map'
import { judgeAnswer } from './judge-answer'
import type { CallClass, Exchange } from './provider'
import { type Answer, type Call, sendCall } from './request'
import { timeCall } from './time-call'
import type { Upstream } from './upstream'

export type GuardedCall<S extends z.ZodType> = Pick<Call, 'method' | 'path' | 'target' | 'endsAt'> & {
  /** Asked for when the call leaves: the token before it may have been the first answer that told the provider's time. */
  readonly body?: () => unknown
  readonly callClass: CallClass
  readonly schema: S
}

/** The token goes raw, without the word Bearer, and the secret does not go at all (contract 1.3). */
const headersFor = (account: Upstream, token: string): Record<string, string> => ({
  authorization: token,
  'x-api-key': account.apiKey,
  ...(account.apiVersion === null ? {} : { 'x-api-version': account.apiVersion }),
})

const send = async <S extends z.ZodType>(account: Upstream, call: GuardedCall<S>, token: string): Promise<Answer> => {
  await requireSlot(call.callClass, account.rpm)
  const { method, path, target, body, endsAt } = call
  return sendCall({
    baseUrl: account.baseUrl,
    method,
    path,
    target,
    headers: headersFor(account, token),
    ...(body === undefined ? {} : { body: body() }),
    ...(endsAt === undefined ? {} : { endsAt }),
  })
}

/** Sends once, or twice when the token was refused: a refused call was not executed, so even init may be repeated. */
const sendWithToken = async <S extends z.ZodType>(account: Upstream, call: GuardedCall<S>): Promise<Answer> => {
  const token = await accessToken(account)
  const first = await send(account, call, token.token)
  if (!isTokenRefusal(first)) return first
  log.info('provider.token_refused', { path: call.path, http_status: first.exchange.http_status })
  const renewed = await replaceToken(account, token)
  const second = await send(account, call, renewed.token)
  if (isTokenRefusal(second)) markHopeless(account, renewed.generation, errorOfAnswer(second))
  return second
}

/** One call with all its guards: breaker, token, budget, deadlines, judgement of the answer. @throws ProviderError */
export const guardedCall = <S extends z.ZodType>(
  account: Upstream,
  call: GuardedCall<S>,
): Promise<{ data: z.output<S>; exchange: Exchange }> =>
  timeCall(call.path, () =>
    withBreaker(account.baseUrl, async () => {
      const answer = await sendWithToken(account, call)
      return { data: judgeAnswer(answer, call.schema), exchange: answer.exchange }
    }),
  )
