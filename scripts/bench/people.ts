import { ask, type Door, Person } from '../../e2e/matrix/person.ts'
import { inParallel } from './open-loop.ts'

/** A start that is ready to be sent: everything the sender has to do is done before the clock runs. */
export type Press = { door: Door; path: string; headers: Record<string, string>; body: string }

const boundary = '----benchmark'

/** What a browser without scripts posts for this person's form. */
export const pressOf = (person: Person): Press => {
  const parts = [...person.form()].map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return {
    door: person.door,
    path: '/',
    headers: {
      origin: `http://${person.door.host}`,
      cookie: person.cookie,
      'x-forwarded-for': person.address,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
    body: `${parts.join('')}--${boundary}--\r\n`,
  }
}

/** People in front of their opened start page. */
export const openPeople = async (door: Door, count: number): Promise<Person[]> => {
  const people = Array.from({ length: count }, () => new Person(door))
  await inParallel(people, 8, async (person) => {
    const { status } = await person.open()
    if (status !== 200) throw new Error(`expected the start page, found ${status}`)
  })
  return people
}

/** Sends one start and returns where it leads. @throws unless it is answered with a 303 */
export const press = async ({ door, path, headers, body }: Press): Promise<string> => {
  const answer = await ask(door, path, { method: 'POST', headers, body })
  const { location } = answer.headers
  if (answer.status === 303 && typeof location === 'string') return location
  throw new Error(`expected a 303, found ${answer.status}`)
}

/** Sends one start. @throws unless it leads to the provider; the page that goes on waiting (F-07) would be too easy */
export const send = async (one: Press): Promise<string> => {
  const location = await press(one)
  if (location.startsWith('http')) return location
  throw new Error('expected a 303 to the provider, found one to the page that waits for it: the machine is too busy')
}

/** Starts a person and remembers where DigiLocker would be. */
export const start = async (person: Person): Promise<void> => {
  person.authorizationUrl = await send(pressOf(person))
}
