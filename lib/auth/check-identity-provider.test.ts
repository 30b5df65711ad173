import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { expect, it, onTestFinished } from 'vitest'
import { checkIdentityProvider } from './check-identity-provider'
import { hasSigningKey } from './judge-discovery'

/** Guarantee: a listening TCP server has an address with a port. */
const portOf = (server: Server): number => (server.address() as AddressInfo).port

const serve = async (answer: RequestListener): Promise<{ origin: string; server: Server }> => {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { origin: `http://127.0.0.1:${portOf(server)}`, server }
}

/** A real provider, whose documents a test may change on their way. */
const provider = async (change: (document: Record<string, unknown>) => object = (document) => document) => {
  let answer: RequestListener = (_request, response) => response.end()
  const { origin } = await serve((request, response) => answer(request, response))
  const real = new Provider(origin, { clients: [], cookies: { keys: ['only for tests'] } }).callback()
  const { origin: behind } = await serve((request, response) => void real(request, response))
  answer = (request, response) => {
    void fetch(`${behind}${request.url}`, { headers: { 'x-forwarded-host': new URL(origin).host } }).then(
      async (asked) => {
        const document = JSON.parse((await asked.text()).replaceAll(behind, origin))
        const changed = request.url?.includes('openid-configuration') ? change(document) : document
        response.setHeader('content-type', 'application/json').end(JSON.stringify(changed))
      },
    )
  }
  return origin
}

const check = (issuer: string, clientId = 'swikriti') => checkIdentityProvider({ issuer, clientId })

const notOk = async (issuer: string, clientId?: string) =>
  (await check(issuer, clientId)).flatMap(({ check, outcome, fault }) =>
    outcome === 'not_ok' ? [{ check, fault }] : [],
  )

it('finds everything in order at a real provider', async () => {
  const findings = await check(await provider())
  expect(findings.filter(({ outcome }) => outcome !== 'ok')).toEqual([])
  expect(findings).toHaveLength(9)
})

it.each([
  ['issuer', { issuer: 'https://somebody-else.example' }],
  ['endpoints', { token_endpoint: undefined }],
  ['endpoints', { authorization_endpoint: 'http://plain.example/auth' }],
  ['code_flow', { response_types_supported: ['id_token'] }],
  ['signature', { id_token_signing_alg_values_supported: ['none', 'HS256'] }],
  ['pkce', { code_challenge_methods_supported: ['plain'] }],
  ['secret', { token_endpoint_auth_methods_supported: ['private_key_jwt'] }],
])('names %s where the document says %j', async (name, wrong) => {
  expect(await notOk(await provider((document) => ({ ...document, ...wrong })))).toEqual([{ check: name, fault: null }])
})

it('names keys that cannot be read, apart from keys that do not fit', async () => {
  const nowhere = await provider((document) => ({ ...document, jwks_uri: 'http://127.0.0.1:1/jwks' }))
  expect(await notOk(nowhere)).toEqual([{ check: 'keys', fault: 'unreachable' }])
  expect(hasSigningKey({ keys: [{ kty: 'EC' }, { kty: 'RSA', use: 'enc' }, { kty: 'RSA', alg: 'PS256' }] })).toBe(false)
  expect(hasSigningKey({ keys: [{ kty: 'RSA', use: 'sig', alg: 'RS256' }] })).toBe(true)
  expect(hasSigningKey('keys')).toBe(false)
})

it('says that a client id is missing', async () => {
  expect(await notOk(await provider(), '')).toEqual([{ check: 'client', fault: null }])
})

const answers: Readonly<Record<string, RequestListener>> = {
  redirect: (_request, response) => response.writeHead(302, { location: 'https://other.example/' }).end(),
  missing: (_request, response) => response.writeHead(404).end(),
  page: (_request, response) => response.end('<!doctype html>'),
  endless: (_request, response) => response.end(`["${'x'.repeat(300_000)}"]`),
  list: (_request, response) => response.end('[]'),
  nothing: () => undefined,
  beginning: (_request, response) => {
    response.writeHead(200).write('{')
  },
}

it.each([
  ['gone', 'unreachable'],
  ['redirect', 'status'],
  ['missing', 'status'],
  ['page', 'not_json'],
  ['endless', 'not_json'],
  ['list', 'not_json'],
  ['nothing', 'silent'],
  ['beginning', 'silent'],
])('a provider that answers with %s is called %s, and nothing else is asked', async (kind, fault) => {
  const answer = answers[kind]
  const issuer = answer ? (await serve(answer)).origin : 'http://127.0.0.1:1'
  const findings = await check(issuer)
  expect(findings.find(({ check }) => check === 'discovery')).toEqual({ check: 'discovery', outcome: 'not_ok', fault })
  expect(findings.filter(({ outcome }) => outcome === 'not_asked')).toHaveLength(7)
})
