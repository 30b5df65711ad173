import 'server-only'
import type { AdminActor } from '@/lib/audit/actor'

/** What a colleague can be allowed to do; every page, action and route of the console names the one it needs. */
export const permissions = [
  'sessions.read',
  'sessions.act',
  'sessions.release',
  'sessions.export',
  'invitations.manage',
  'people.reveal',
  'audit.read',
  'audit.export',
  'ops.read',
  'team.manage',
  'settings.manage',
  'developers.manage',
] as const
export type Permission = (typeof permissions)[number]

export const roles = ['viewer', 'operator', 'admin', 'auditor', 'developer'] as const
export type Role = (typeof roles)[number]

/** The whole of A-10: what is not named here is refused, to a role that is not named here everything. */
const granted: Readonly<Record<Role, readonly Permission[]>> = Object.freeze({
  viewer: ['sessions.read'],
  operator: ['sessions.read', 'sessions.act', 'sessions.release', 'invitations.manage', 'people.reveal', 'ops.read'],
  admin: permissions,
  auditor: ['audit.read', 'audit.export'],
  developer: ['ops.read', 'developers.manage'],
})

/** A map knows only its own keys: no role is called `constructor`. */
const byRole = new Map<string, readonly Permission[]>(Object.entries(granted))

/** Everything a role may do. @param role as stored; a word nobody knows may do nothing. */
export const permissionsOf = (role: string): readonly Permission[] => byRole.get(role) ?? []

declare const proven: unique symbol

/** A colleague of whom it is proven that they may; what changes or exports asks for this type and nothing less. */
export type Permitted<P extends Permission> = AdminActor & { readonly [proven]: { readonly [K in P]: true } }

/** Whether to show a colleague the way to something. It proves nothing: the door itself asks again. */
export const may = ({ role }: AdminActor, permission: Permission): boolean => permissionsOf(role).includes(permission)

const mayAll = <P extends Permission>(actor: AdminActor, wanted: readonly P[]): actor is Permitted<P> =>
  wanted.every((permission) => may(actor, permission))

/**
 * The one place where a permission becomes a proof; null when any of them is missing. What is grave asks for a second proof
 * beside it: see presence.ts.
 */
export const permit = <P extends Permission>(actor: AdminActor, ...wanted: readonly P[]): Permitted<P> | null =>
  mayAll(actor, wanted) ? actor : null
