import { FormData } from 'undici'
import type { Stack } from '../../scripts/stack.ts'
import { makeColleague } from '../pages/colleague.ts'
import { type Answer, type Ask, ask, type Door, formWith, hiddenFieldsIn } from './person.ts'

/*
 * A colleague without a browser who brings a file of people. What is looked at meanwhile is the work in the background,
 * and a browser on a small machine would take half of it.
 */

const many = '/admin/invitations/many'

export class Inviter {
  readonly door: Door
  readonly cookie: string

  constructor(door: Door, cookie: string) {
    this.door = door
    this.cookie = cookie
  }

  /** Somebody with a sign-in of this moment. */
  static async of(stack: Stack): Promise<Inviter> {
    const { cookie } = await makeColleague(stack, 'admin')
    return new Inviter({ port: stack.web.port, host: new URL(stack.origin).host }, cookie)
  }

  ask(path: string, options: Ask = {}): Promise<Answer> {
    const origin = `http://${this.door.host}`
    return ask(this.door, path, { ...options, headers: { cookie: this.cookie, origin, ...options.headers } })
  }

  async #leadsTo(path: string, body: FormData): Promise<string> {
    const { status, headers } = await this.ask(path, { method: 'POST', body })
    if (status !== 303 || typeof headers.location !== 'string')
      throw new Error(`expected ${path.split('?')[0]} to lead on, found ${status}`)
    return headers.location
  }

  /** Puts a file before the product. @returns the id under which it was looked through */
  async upload(csv: string): Promise<string> {
    const page = await this.ask(many)
    const action = /<form[^>]*action="([^"]*\/upload\?[^"]*)"/.exec(page.text)?.[1]
    if (!action) throw new Error(`expected the form for a file, found a page with status ${page.status}`)
    const body = new FormData()
    body.append('template', 'tpl_standard')
    body.append('language', 'en')
    body.append('life', '')
    body.append('file', new File([csv], 'people.csv', { type: 'text/csv' }))
    const next = await this.#leadsTo(action.replaceAll('&amp;', '&'), body)
    const id = /imp_[\w-]+$/.exec(next)?.[0]
    if (!id) throw new Error(`expected the file to be taken, found ${next}`)
    return id
  }

  /** Presses "Create 5,000 invitations". */
  async create(id: string): Promise<void> {
    const { text } = await this.ask(`${many}/${id}`)
    const body = new FormData()
    for (const [name, value] of hiddenFieldsIn(formWith(text, `value="${id}"`))) body.append(name, value)
    await this.#leadsTo(`${many}/${id}`, body)
  }

  /** The tokens of a finished file by row, as they are taken once. */
  async takeLinks(id: string): Promise<Map<number, string>> {
    const { status, text } = await this.ask(`${many}/${id}/links`, { method: 'POST', body: '' })
    if (status !== 200) throw new Error(`expected the links, found ${status}`)
    // The first names the columns, the next and the last tell of the file itself.
    const lines = text.trimEnd().split('\r\n').slice(2, -1)
    return new Map(lines.map((line) => [Number(line.split(',')[0]), /\/start\/([\w-]{43})/.exec(line)?.[1] ?? '']))
  }
}
