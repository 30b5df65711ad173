import { FormData } from 'undici'
import { type Answer, type Ask, ask, type Door } from '../matrix/person.ts'

export type Found = 'in' | 'none' | 'sign-in' | 'second step' | string

/** What an answer means for the one who asked. */
export const meaning = ({ status, headers }: Answer): Found => {
  // An action answers a script with 200 or 303 and names its redirect in a header of its own.
  const to = headers['x-action-redirect'] ?? headers.location
  const path = typeof to === 'string' ? new URL(to.split(';')[0] ?? '', 'http://here').pathname : null
  if (path === '/sign-in') return 'sign-in'
  if (path === '/sign-in/second') return 'second step'
  if (status === 404) return 'none'
  // The house's own pages lead on from one another: to a first room, or back to where something begins.
  if (status < 300 || path?.startsWith('/admin')) return 'in'
  return `status ${status}${path === null ? '' : ` to ${path}`}`
}

const headersOf = (door: Door, cookie: string) => ({ cookie, origin: `http://${door.host}` })

export const askDoor = async (
  door: Door,
  path: string,
  method: Ask['method'] & string,
  cookie: string,
): Promise<Found> => meaning(await ask(door, path, { method, headers: headersOf(door, cookie) }))

/**
 * The arguments of an action as React's encodeReply writes them: the form is argument 1, its fields are named `_1_…` and come
 * before what refers to them, because decodeReply reads the parts in order. Two arguments or one or none: the second byte of
 * an id says so, and a form is the last of them.
 */
export const actionBody = (id: string, fields: Readonly<Record<string, string>> = {}): FormData => {
  const body = new FormData()
  for (const [field, value] of Object.entries(fields)) body.append(`_1_${field}`, value)
  body.append('0', id.startsWith('60') ? '[{"tries":0},"$K1"]' : id.startsWith('40') ? '["$K1"]' : '[]')
  return body
}

/** Calls an action as a script of ours would, with a form that fills in nothing. */
export const callAction = async (door: Door, path: string, id: string, cookie: string): Promise<Found> => {
  const headers = { ...headersOf(door, cookie), 'next-action': id }
  return meaning(await ask(door, path, { method: 'POST', headers, body: actionBody(id, { nothing: 'x' }) }))
}
