import { randomBytes } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { wrapDataKey } from '../../scripts/seed/seal-row.ts'
import type { Stack } from '../../scripts/stack.ts'
import { type Door, Person } from '../matrix/person.ts'
import { type Colleague, makeColleague } from '../pages/colleague.ts'

export type DoorOfHouse = { route: string; page: boolean; methods: readonly ('GET' | 'POST')[] }

const routeOf = (file: string): string => `/${file.split('/').slice(1, -1).join('/')}`

const answered = (file: string) => {
  const text = readFileSync(file, 'utf8')
  return (['GET', 'POST'] as const).filter((method) => new RegExp(`export const ${method}\\b`).test(text))
}

/** Read from the file system, so that a new door cannot be forgotten. A page also answers a post, to run its actions. */
export const doorsOfHouse = (): DoorOfHouse[] => [
  ...globSync('app/**/page.tsx').map((file) => ({
    route: routeOf(file),
    page: true,
    methods: ['GET', 'POST'] as const,
  })),
  ...globSync('app/**/route.ts').map((file) => ({ route: routeOf(file), page: false, methods: answered(file) })),
]

/** One of everything, so that "there is no such thing" cannot be taken for "you may not". */
export type Things = Readonly<Record<'session' | 'notice' | 'template' | 'invitation' | 'import' | 'colleague', string>>

const idOf = async ({ db }: Pick<Stack, 'db'>, text: string, values: unknown[] = []): Promise<string> => {
  const { rows } = await db.query<{ id: string }>(text, values)
  if (!rows[0]) throw new Error(`expected a row of ${text}`)
  return rows[0].id
}

export const makeThings = async (stack: Stack, door: Door): Promise<Things> => {
  const person = new Person(door)
  await person.start()
  const session = await idOf(stack, `update kyc_sessions set status = 'held', held_reason = 'no_return' returning id`)
  const template = await idOf(stack, 'select id from templates limit 1')
  const { staffId } = await makeColleague(stack, 'viewer')
  const invited = `inv_${randomBytes(16).toString('base64url')}`
  const invitation = await idOf(
    stack,
    `insert into invitations (id, reference, template_id, locale, data_key, life_hours, staff_id, created_at, expires_at)
     values ($3, 'SW-TEST', $1, 'en', $4, 24, $2, now(), now() + interval '1 day') returning id`,
    [template, staffId, invited, wrapDataKey(stack.env.ENCRYPTION_KEYS ?? '', 'invitations', invited)],
  )
  const file = await idOf(
    stack,
    `insert into invite_imports (id, state, form_key_hash, staff_id, template_id, locale, life_hours, data_key, total_rows,
       good_rows, problems, ignored_columns, created_at)
     values ($3, 'checked', $4, $2, $1, 'en', 24, '', 1, 1, '[]', '{}', now()) returning id`,
    [template, staffId, `imp_${randomBytes(16).toString('base64url')}`, randomBytes(32)],
  )
  const notice = await idOf(stack, `select encode(hash, 'hex') as id from notices limit 1`)
  return { session, notice, template, invitation, import: file, colleague: staffId }
}

/** A grant of their own, without which an export is nobody's. */
const grantOf = ({ db }: Stack, staffId: string, subject: 'sessions' | 'audit'): Promise<string> =>
  idOf(
    { db },
    `insert into exports (id, subject, format, filter, reason, staff_id, granted_at)
     values ('exp_' || substr(md5(random()::text), 1, 22), $2, 'csv', '', 'A test of access', $1, now()) returning id`,
    [staffId, subject],
  )

/** The address of a route for one colleague. */
export const addressFor = async (stack: Stack, things: Things, who: Colleague, route: string): Promise<string> => {
  const grantee = who.staffId === '' ? things.colleague : who.staffId
  const ids: readonly [beginning: string, id: () => string | Promise<string>][] = [
    ['/admin/sessions/export/', () => grantOf(stack, grantee, 'sessions')],
    ['/admin/audit/export/', () => grantOf(stack, grantee, 'audit')],
    ['/admin/sessions/', () => things.session],
    ['/admin/templates/', () => things.template],
    ['/admin/invitations/many/', () => things.import],
    ['/admin/invitations/', () => things.invitation],
    ['/admin/team/', () => things.colleague],
  ]
  const id = (await ids.find(([beginning]) => route.startsWith(beginning))?.[1]()) ?? 'nobody'
  return route
    .replace('[id]', id)
    .replace('[seq]', '1')
    .replace('[hash]', things.notice)
    .replace('[change]', 'role')
    .replace('[part]', 'start')
}
