import 'server-only'
import type { z } from 'zod'
import { errorOfAnswer } from './error-map'
import { ProviderError } from './errors'
import type { Answer } from './request'

/** An answer we cannot use. `sent`, because the provider may well have done what was asked (F-09). */
export const contractError = (answer: Answer, reason: string): ProviderError =>
  new ProviderError('contract', `${answer.exchange.path} answered outside the contract: ${reason}`, {
    sent: true,
    exchange: answer.exchange,
  })

// Where the shape differs, without the value that was found there.
const differences = (error: z.ZodError): string =>
  error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.')} ${issue.code}`)
    .join(', ')

/** A 200 whose envelope says otherwise is not a success, whatever else it holds (F-09). */
const envelopeCode = (json: unknown): number => {
  const code: unknown = typeof json === 'object' && json !== null ? Reflect.get(json, 'code') : undefined
  return typeof code === 'number' ? code : 200
}

/** The data of a successful answer. @throws ProviderError for any other status or any shape we cannot rely on. */
export const judgeAnswer = <S extends z.ZodType>(answer: Answer, schema: S): z.output<S> => {
  const status = answer.exchange.http_status ?? 0
  if (status < 200 || status > 299) throw errorOfAnswer(answer)
  if (answer.problem !== null) throw contractError(answer, answer.problem)
  const code = envelopeCode(answer.json)
  if (code < 200 || code > 299) throw contractError(answer, `status ${status} carries code ${code}`)
  const parsed = schema.safeParse(answer.json)
  if (!parsed.success) throw contractError(answer, differences(parsed.error))
  return parsed.data
}
