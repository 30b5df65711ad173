import { readFileSync } from 'node:fs'
import { type Answer, type Ask, ask, type Door } from '../matrix/person.ts'
import { actionBody } from './ask.ts'

type Manifest = { node: Record<string, { filename: string; exportedName: string }> }

/** The actions of the build by file and name, with the ids they are called by. */
export const actionIds = (): ReadonlyMap<string, string> => {
  const file = '.next/standalone/.next/server/server-reference-manifest.json'
  const manifest: Manifest = JSON.parse(readFileSync(file, 'utf8'))
  return new Map(
    Object.entries(manifest.node).map(([id, { filename, exportedName }]) => [`${filename}#${exportedName}`, id]),
  )
}

const cookieName = 'next-auth.session-token'

/** A colleague at work without a browser. */
export class Visitor {
  readonly #door: Door
  cookie: string

  constructor(door: Door, cookie: string) {
    this.#door = door
    this.cookie = cookie
  }

  async ask(path: string, options: Ask = {}): Promise<Answer> {
    const headers = { cookie: this.cookie, origin: `http://${this.#door.host}`, ...options.headers }
    const answer = await ask(this.#door, path, { ...options, headers })
    // A renewed sign-in has another cookie; one that is taken back is kept, as a thief would keep it.
    for (const set of [answer.headers['set-cookie'] ?? []].flat())
      if (set.startsWith(`${cookieName}=`) && !set.startsWith(`${cookieName}=;`)) this.cookie = set.split(';')[0] ?? ''
    return answer
  }

  /**
   * Calls an action with a form, as the script of a page does: what is answered is the action's own answer, which the gate of
   * the page cannot stand in for.
   */
  act(name: string, path: string, fields: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const id = actionIds().get(name)
    if (id === undefined) throw new Error(`the build has no action ${name}`)
    return this.ask(path, { method: 'POST', headers: { 'next-action': id }, body: actionBody(id, fields) })
  }
}
