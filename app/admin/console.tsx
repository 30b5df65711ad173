import 'server-only'
import type { ReactNode } from 'react'
import { AdminFrame, type AdminRoom } from '@/components/layout/admin-frame'
import type { AdminActor } from '@/lib/audit/actor'
import { may, type Permission } from '@/lib/auth/permissions'
import type { Translate } from '@/lib/i18n/dictionary'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { find } from './actions'

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

type ConsoleProps = {
  /** From requirePermission(): a page that has not asked cannot be framed. */
  actor: AdminActor
  t: Translate
  /** null where a form writes the title itself, because it says so when something is wrong. */
  page: string | null
  room: AdminRoom | 'account'
  here: string
  children: ReactNode
}

/** The frame with what every page of the console hands it. */
export const Console = async ({ actor, t, page, room, here, children }: ConsoleProps) => {
  const organisation = await getOrganisation()
  return (
    <AdminFrame
      name={actor.name}
      business={organisation.name}
      demo={organisation.demo}
      room={room}
      rooms={rooms.filter(([, needed]) => may(actor, needed)).map(([name]) => name)}
      here={here}
      find={find}
      t={t}
    >
      {page !== null && <title>{t('common.pageTitle', { page, business: organisation.name })}</title>}
      {children}
    </AdminFrame>
  )
}
