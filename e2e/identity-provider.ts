import { createServer } from 'node:http'
import Provider from 'oidc-provider'

/*
 * A real OpenID Connect provider with its own sign-in pages, in a process of its own. Whoever signs in as `meena` is Meena;
 * after a dash stand the words of her roles: `meena-kyc_team`. A request to DIES_AT is the last one.
 */

const {
  PORT = '',
  CLIENT_ID = '',
  CLIENT_SECRET = '',
  REDIRECT_URI = '',
  DIES_AT = '',
  ID_TOKEN_SECONDS = '3600',
} = process.env

const provider = new Provider(`http://localhost:${PORT}`, {
  clients: [{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uris: [REDIRECT_URI] }],
  cookies: { keys: ['only for tests'] },
  claims: { openid: ['sub'], email: ['email'], profile: ['name', 'roles'] },
  conformIdTokenClaims: false,
  ttl: { IdToken: Number(ID_TOKEN_SECONDS) },
  pkce: { required: () => true },
  findAccount: (_context, id) => {
    const [name = '', ...roles] = id.split('-')
    return {
      accountId: id,
      claims: () => ({ sub: name, email: `${name}@sso.example`, name: `Colleague ${name}`, roles }),
    }
  },
})
const answer = provider.callback()

createServer((request, response) => {
  if (DIES_AT !== '' && request.url === DIES_AT) process.exit(1)
  if (request.url === '/livez') response.end('ok')
  else void answer(request, response)
}).listen(Number(PORT))
