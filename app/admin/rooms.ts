import 'server-only'
import type { Route } from 'next'
import { type AdminRoom, roomPaths } from '@/components/layout/admin-rooms'
import type { AdminActor } from '@/lib/audit/actor'
import { may, type Permission } from '@/lib/auth/permissions'
import { accountPath } from '@/lib/paths'

/** What it takes to enter a room, in the order they stand in the menu. */
const rooms = [
  ['overview', 'sessions.read'],
  ['sessions', 'sessions.read'],
  ['invitations', 'invitations.manage'],
  ['ops', 'ops.read'],
  ['audit', 'audit.read'],
  ['templates', 'settings.manage'],
  ['settings', 'settings.manage'],
  ['team', 'team.manage'],
] as const satisfies readonly (readonly [AdminRoom, Permission])[]

/** The rooms of a colleague. */
export const roomsOf = (actor: AdminActor): AdminRoom[] =>
  rooms.filter(([, needed]) => may(actor, needed)).map(([name]) => name)

/** Where a colleague begins: the first room they may enter, else their own account, which everybody has. */
export const firstRoomPath = (actor: AdminActor): Route => {
  const [first] = roomsOf(actor)
  return first ? roomPaths[first]() : accountPath()
}
