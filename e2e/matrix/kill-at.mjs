/*
 * Loaded into a web process before the product (`node --import`): ends it with kill -9 at one named point of a start.
 * It watches the driver of the database, the provider's socket and the HTTP server from outside, so that the product
 * itself carries no switch that could ever end it.
 */
import { subscribe } from 'node:diagnostics_channel'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const point = process.env.KILL_AT
/** Passes this often before it strikes, so that other starts are under way. */
let left = Number(process.env.KILL_AFTER ?? '0')

const die = () => process.kill(process.pid, 'SIGKILL')

const reach = (name) => {
  if (name !== point) return
  if (left > 0) left -= 1
  else die()
}

const isInit = (path) => path.endsWith('/sessions/init')

// Rows: what is sent to PostgreSQL, and the commit that follows on the same connection.
const { Client } = createRequire(join(process.cwd(), '.next/standalone/server.js'))('pg')
const query = Client.prototype.query
Client.prototype.query = function watched(...words) {
  const asked = words[0]
  const name = typeof asked === 'object' && asked !== null ? asked.name : undefined
  if (name === 'insert_session') reach('before row')
  if (name === 'session_at_provider') reach('before update')
  if (name === 'insert_session') this.watchedFor = 'after row'
  if (name === 'session_at_provider') this.watchedFor = 'after update'
  const answer = query.apply(this, words)
  if (name === 'commit' && this.watchedFor) {
    const passed = this.watchedFor
    this.watchedFor = undefined
    answer.then(() => reach(passed))
  }
  return answer
}

// The call: the moment before its bytes leave, and the moment its answer is complete.
subscribe('undici:request:create', ({ request }) => {
  if (isInit(request.path)) reach('before call')
})
subscribe('undici:request:trailers', ({ request }) => {
  if (isInit(request.path)) reach('after call')
})

// The answer that sends the person away.
const leaves = (response) => response.statusCode === 303 && /^http/.test(String(response.getHeader('location') ?? ''))
subscribe('http.server.request.start', ({ response }) => {
  const writeHead = response.writeHead
  response.writeHead = function watched(...words) {
    if (typeof words[0] === 'number') this.statusCode = words[0]
    if (leaves(this)) reach('before response')
    return writeHead.apply(this, words)
  }
  response.on('finish', () => {
    if (leaves(response)) reach('after response')
  })
})
