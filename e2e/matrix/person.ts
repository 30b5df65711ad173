import { setTimeout as pause } from 'node:timers/promises'
import { Agent, FormData, request } from 'undici'

/*
 * A person without a browser: a cookie, a form and the way to DigiLocker and back. What these tests look at are hundreds
 * of people at once, which no browser on a small machine can play.
 */

/** One web process. `host` is the name people know it by; the port is where this very process listens. */
export type Door = { port: number; host: string }

export type Answer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
  ms: number
}

export type Ask = {
  method?: 'GET' | 'POST' | 'HEAD' | 'OPTIONS' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Record<string, string>
  body?: FormData | string
}

const agent = new Agent({ connections: 256, keepAliveTimeout: 2_000, headersTimeout: 30_000, bodyTimeout: 30_000 })

/** One request to a process; redirects are answers here. */
export const ask = async ({ port, host }: Door, path: string, { method = 'GET', headers = {}, body }: Ask = {}) => {
  const startedAt = performance.now()
  const answer = await request(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { host, ...headers },
    body: body ?? null,
    dispatcher: agent,
  })
  const text = await answer.body.text()
  return { status: answer.statusCode, headers: answer.headers, text, ms: performance.now() - startedAt }
}

const entities: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', '#x27': "'" }

const unescaped = (text: string): string =>
  text.replace(/&(quot|amp|lt|gt|#x27);/g, (whole, name: string) => entities[name] ?? whole)

/** The hidden fields in a piece of a page, exactly as a browser without scripts would send them. */
export const hiddenFieldsIn = (form: string): [string, string][] =>
  [...form.matchAll(/<input type="hidden"[^>]*>/g)].map(([input]) => [
    unescaped(/name="([^"]*)"/.exec(input)?.[1] ?? ''),
    unescaped(/value="([^"]*)"/.exec(input)?.[1] ?? ''),
  ])

/** The form of a page in which something stands. */
export const formWith = (html: string, mark: string): string => {
  const form = html.match(/<form[\s\S]*?<\/form>/g)?.find((one) => one.includes(mark))
  if (form === undefined) throw new Error(`expected a form with ${mark}`)
  return form
}

/** Those of one form. @param id '' for a form without one */
const hiddenFields = (html: string, id: string): [string, string][] =>
  hiddenFieldsIn(new RegExp(`<form[^>]*${id === '' ? '' : `id="${id}"`}[\\s\\S]*?</form>`).exec(html)?.[0] ?? '')

const first = (header: string | string[] | undefined): string =>
  Array.isArray(header) ? (header[0] ?? '') : (header ?? '')

let born = 0

/** A network of its own for each person, so that only tests about crowds meet the limit on one network (R-27). */
const nextAddress = (): string => {
  born += 1
  return `10.${(born >> 8) & 255}.${born & 255}.1`
}

export class Person {
  door: Door
  readonly address: string
  cookie = ''
  hidden: [string, string][] = []
  #page = ''
  /** Where DigiLocker would be reached, after a press that left. */
  authorizationUrl: string | null = null

  constructor(door: Door, address = nextAddress()) {
    this.door = door
    this.address = address
  }

  async ask(path: string, options: Ask = {}): Promise<Answer> {
    const headers = {
      'x-forwarded-for': this.address,
      ...(this.cookie === '' ? {} : { cookie: this.cookie }),
      ...options.headers,
    }
    const answer = await ask(this.door, path, { ...options, headers })
    const set = first(answer.headers['set-cookie'])
    if (set !== '') this.cookie = set.split(';')[0] ?? ''
    return answer
  }

  /** Opens the start page and keeps its form. */
  async open(): Promise<Answer> {
    const answer = await this.ask('/')
    this.#page = answer.text
    this.hidden = hiddenFields(answer.text, 'start-form')
    return answer
  }

  /** The form as it would be sent. */
  form(documents: readonly string[] = ['pan'], more: Record<string, string> = {}): FormData {
    const form = new FormData()
    for (const [name, value] of this.hidden) form.append(name, value)
    for (const document of documents) form.append('doc_types', document)
    for (const [name, value] of Object.entries({ flow: 'signin', verified_mobile: '', agreed: 'yes', ...more }))
      form.append(name, value)
    return form
  }

  /** Presses Continue, as a page without scripts does it. */
  async press(documents?: readonly string[], body = this.form(documents)): Promise<Answer> {
    const answer = await this.ask('/', { method: 'POST', body, headers: { origin: `http://${this.door.host}` } })
    const location = first(answer.headers.location)
    this.authorizationUrl = location.startsWith('http') ? location : null
    return answer
  }

  /** Presses "No, I don't want to share". */
  async decline(): Promise<Answer> {
    const body = new FormData()
    for (const [name, value] of hiddenFields(this.#page, 'decline-form')) body.append(name, value)
    return this.ask('/', { method: 'POST', body, headers: { origin: `http://${this.door.host}` } })
  }

  /** Opens a page and gives the hidden fields of its only form. */
  async openForm(path: string): Promise<[string, string][]> {
    return hiddenFields((await this.ask(path)).text, '')
  }

  /** Sends such a form, with some fields changed. */
  async send(path: string, fields: readonly [string, string][], changed: Record<string, string>): Promise<Answer> {
    const body = new FormData()
    for (const [name, value] of fields) body.append(name, changed[name] ?? value)
    return this.ask(path, { method: 'POST', body, headers: { origin: `http://${this.door.host}` } })
  }

  async start(documents?: readonly string[]): Promise<Answer> {
    await this.open()
    return this.press(documents)
  }

  /** What the provider knows of this start: its id and the address it will send the person back to. */
  atProvider(): { session_id: string; back: string } {
    const state = this.authorizationUrl ? new URL(this.authorizationUrl).searchParams.get('state') : null
    const [, session_id, redirect_url] = state?.split('|') ?? []
    if (!session_id || !redirect_url) throw new Error('this person was not sent to DigiLocker')
    return { session_id, back: new URL(redirect_url).pathname }
  }

  /** Comes back from DigiLocker; the answer leads to the result page. */
  async comeBack(): Promise<Answer & { result: string }> {
    const { session_id, back } = this.atProvider()
    const answer = await this.ask(`${back}?session_id=${session_id}`)
    return { ...answer, result: first(answer.headers.location) }
  }

  /** What the result page shows now. */
  async view(result: string): Promise<string> {
    const answer = await this.ask(`${result}/status`)
    if (answer.status !== 200) return `status ${answer.status}`
    const { view } = JSON.parse(answer.text)
    return String(view)
  }

  /** Looks at the result page until it shows this, or says what it showed last. */
  async viewBecomes(result: string, wanted: string, withinMs = 20_000): Promise<string> {
    const end = performance.now() + withinMs
    for (;;) {
      const view = await this.view(result)
      if (view === wanted || performance.now() > end) return view
      await pause(150)
    }
  }
}
