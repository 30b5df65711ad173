import 'server-only'
import type { ReactNode } from 'react'
import { AdminFrame } from '@/components/layout/admin-frame'
import type { AdminRoom } from '@/components/layout/admin-rooms'
import type { AdminActor } from '@/lib/audit/actor'
import { signInLeft } from '@/lib/auth/sign-in-left'
import type { Translate } from '@/lib/i18n/dictionary'
import { accountSignInPath } from '@/lib/paths-account'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { find } from './actions'
import { roomsOf } from './rooms'

type ConsoleProps = {
  /** From requirePermission(): a page that has not asked cannot be framed. */
  actor: AdminActor
  t: Translate
  /** null where a form writes the title itself, because it says so when something is wrong. */
  page: string | null
  room: AdminRoom | 'account'
  children: ReactNode
}

/** The frame with what every page of the console hands it. */
export const Console = async ({ actor, t, page, room, children }: ConsoleProps) => {
  const organisation = await getOrganisation()
  return (
    <AdminFrame
      name={actor.name}
      business={organisation.name}
      demo={organisation.demo}
      room={room}
      rooms={roomsOf(actor)}
      left={signInLeft(actor)}
      signInDoor={accountSignInPath()}
      find={find}
      t={t}
    >
      {page !== null && <title>{t('common.pageTitle', { page, business: organisation.name })}</title>}
      {children}
    </AdminFrame>
  )
}
