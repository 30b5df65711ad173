/** A caller for the simulator's own tests: plain fetch, nothing of the product's client. */
import { docTypes } from '../lib/kyc/doc-types.ts'
import { initEntity } from '../lib/provider/sandbox-schema.ts'
import type { Simulator } from './server.ts'
import type { KeyPair } from './world.ts'

// A cast because the answer is what the test is about: each test states the shape it expects by its assertions.
const asBody = (value: unknown) =>
  value as { code: number; message: string; timestamp: number; transaction_id: string; access_token?: string } & {
    data: Record<string, unknown> & { session_id: string; authorization_url: string; access_token: string }
  }

export type Reply = { status: number; headers: Headers; body: ReturnType<typeof asBody> }

const reply = async (answer: Response): Promise<Reply> => ({
  status: answer.status,
  headers: answer.headers,
  body: asBody(await answer.json()),
})

/** A request body that init takes, all documents asked for. */
export const goodInit = (over: Record<string, unknown> = {}): Record<string, unknown> => ({
  '@entity': initEntity,
  flow: 'signin',
  redirect_url: 'https://product.example/callback/nonce/return',
  doc_types: [...docTypes],
  ...over,
})

export const createCaller = (simulator: Simulator, pair: KeyPair | undefined = simulator.keys[0]) => {
  const at = (path: string): string => new URL(path, simulator.origin).href
  const key = { 'x-api-key': pair?.key ?? '' }
  const authenticate = async (headers: Record<string, string> = {}): Promise<Reply> =>
    reply(
      await fetch(at('/authenticate'), {
        method: 'POST',
        headers: { ...key, 'x-api-secret': pair?.secret ?? '', ...headers },
      }),
    )
  const token = async (): Promise<string> => (await authenticate()).body.data.access_token
  const headers = async (): Promise<Record<string, string>> => ({ ...key, authorization: await token() })

  const init = async (over: Record<string, unknown> = {}, extra?: Record<string, string>): Promise<Reply> =>
    reply(
      await fetch(at('/kyc/digilocker/sessions/init'), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(extra ?? (await headers())) },
        body: JSON.stringify(goodInit(over)),
      }),
    )
  const status = async (session_id: string, extra?: Record<string, string>): Promise<Reply> =>
    reply(await fetch(at(`/kyc/digilocker/sessions/${session_id}/status`), { headers: extra ?? (await headers()) }))

  /** Presses a button on the consent page. */
  const press = (authorizationUrl: string, form: Record<string, string>, documents: readonly string[] = docTypes) => {
    const body = new URLSearchParams({ state: new URL(authorizationUrl).searchParams.get('state') ?? '', ...form })
    for (const doc of documents) body.append('documents', doc)
    return fetch(at('/public/oauth2/1/authorize'), { method: 'POST', body, redirect: 'manual' })
  }
  /** Follows one hop and gives the next address, null when the chain ends in a page. */
  const next = async (answer: Response): Promise<string | null> => {
    const location = answer.headers.get('location')
    return location === null ? null : new URL(location, simulator.origin).href
  }
  /** The whole way from the button to the address the browser ends at. */
  const consent = async (authorizationUrl: string, form: Record<string, string>, documents?: readonly string[]) => {
    const callback = await next(await press(authorizationUrl, form, documents))
    return callback === null ? null : next(await fetch(callback, { redirect: 'manual' }))
  }
  return { at, authenticate, token, headers, init, status, press, consent }
}
