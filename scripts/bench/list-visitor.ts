import { request } from 'node:http'
import { makeColleague } from '../../e2e/pages/colleague.ts'
import type { Stack } from '../stack.ts'
import type { Question } from './list-addresses.ts'

type Answer = { ms: number; status: number; location: string | undefined; body: string }

/** One request on loopback, timed from the first byte sent to the last byte read. */
const ask = (url: URL, headers: Record<string, string>, body?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const began = performance.now()
    const sent = request(url, { method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({
          ms: performance.now() - began,
          status: answer.statusCode ?? 0,
          location: answer.headers.location,
          body: Buffer.concat(parts).toString(),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })

const boundary = 'bench-boundary'
const part = (name: string, value: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`

const isPlace = (query: Record<string, string>): boolean => 'after' in query || 'before' in query

/** A signed-in colleague who asks the list, as a browser would without scripts. */
export const listVisitor = async (stack: Pick<Stack, 'db' | 'env' | 'origin' | 'web'>) => {
  const { cookie } = await makeColleague(stack, 'admin')
  const headers = { cookie, host: new URL(stack.origin).host }
  const at = (path: string) => new URL(path, `http://127.0.0.1:${stack.web.port}`)
  const list = await ask(at('/admin/sessions'), headers)
  // The search is a form whose action has a name of this build; the page carries it in a hidden field.
  const action = /<search[^>]*>.*?name="(\$ACTION_ID_[0-9a-f]+)"/s.exec(list.body)?.[1]
  if (!action) throw new Error(`expected the search on the list, found a page with status ${list.status}`)

  /** How long the answer took. @throws when it is not the page that was asked for */
  return async (question: Question): Promise<number> => {
    if ('path' in question) {
      const { ms, status, body } = await ask(at(question.path), headers)
      if (status !== 200 || !body.includes('<h1')) throw new Error(`${question.name}: expected a page, found ${status}`)
      return ms
    }
    if ('query' in question) {
      const { ms, status, location, body } = await ask(
        at(`/admin/sessions?${new URLSearchParams(question.query)}`),
        headers,
      )
      // Nothing of the view lies beyond the place: the list says so by leading to the view's first page.
      const nothingThere = isPlace(question.query) && status === 307 && location?.startsWith('/admin/sessions') === true
      if (!nothingThere && (status !== 200 || !body.includes('<h1')))
        throw new Error(`${question.name}: expected a page, found ${status}`)
      return ms
    }
    const form = `${part(action, '')}${part('find', question.find)}--${boundary}--\r\n`
    const more = { origin: stack.origin, 'content-type': `multipart/form-data; boundary=${boundary}` }
    const { ms, status } = await ask(at('/admin/sessions'), { ...headers, ...more }, form)
    if (status !== 303) throw new Error(`${question.name}: expected a redirect, found ${status}`)
    return ms
  }
}
