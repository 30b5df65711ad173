import type { ReactNode } from 'react'
import { AccountMenu } from '@/components/admin/account-menu'
import { EnvironmentTag } from '@/components/admin/environment-tag'
import { FindForm } from '@/components/admin/find-form'
import { IdleWarning } from '@/components/admin/idle-warning'
import { NavList } from '@/components/admin/nav-list'
import { Icon } from '@/components/ui/icon'
import type { Translate } from '@/lib/i18n/dictionary'
import type { SignInLeft } from '@/lib/kyc/sign-in-standing'
import { signInPath, startPath } from '@/lib/paths'
import { type AdminRoom, roomPaths } from './admin-rooms'
import { DemoLine } from './demo-line'
import { SkipLink } from './skip-link'

type AdminFrameProps = {
  /** Name of the signed-in colleague. */
  name: string
  business: string
  demo: boolean
  /** The account belongs to no room of the menu. */
  room: AdminRoom | 'account'
  /** The rooms this colleague may enter; the others are not named. */
  rooms: readonly AdminRoom[]
  /** How long the sign-in lives on, if nothing more happens. */
  left: SignInLeft
  /** Where a page asks for that, and extends it. */
  signInDoor: string
  find: (form: FormData) => Promise<void>
  t: Translate
  children: ReactNode
}

/** Frame of the console. It shows and decides nothing: every page has asked who is there before it. */
export const AdminFrame = ({
  name,
  business,
  demo,
  room,
  rooms,
  left,
  signInDoor,
  find,
  t,
  children,
}: AdminFrameProps) => {
  const items = [
    ...rooms.map((name) => ({ href: roomPaths[name](), text: t(`admin.nav.${name}`), current: name === room })),
    { href: startPath(), text: t('admin.nav.start'), current: false },
  ]
  return (
    <div data-density="staff" className="text-body">
      <SkipLink t={t} />
      {demo && <DemoLine t={t} column="mx-auto w-full max-w-staff px-4 xs:px-6 md:px-8" />}
      <header className="border-b border-line">
        <div className="mx-auto flex w-full max-w-staff flex-wrap items-end justify-between gap-4 px-4 py-3 xs:px-6 md:px-8">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 sm:flex-col sm:items-start">
            <p className="text-h3 font-bold">
              <bdi>{business}</bdi>
            </p>
            <EnvironmentTag demo={demo} t={t} />
          </div>
          {rooms.includes('sessions') && <FindForm action={find} people={rooms.includes('invitations')} t={t} />}
          <AccountMenu name={name} t={t} />
        </div>
      </header>
      <div className="mx-auto flex w-full max-w-staff flex-col gap-6 px-4 py-6 xs:px-6 md:px-8 lg:flex-row lg:gap-12 lg:py-8">
        <details className="rounded-card border border-line lg:hidden">
          <summary className="flex min-h-control list-none items-center gap-2 px-3 font-semibold">
            <Icon name="menu" />
            {t('admin.nav.menu')}
          </summary>
          <div className="p-2">
            <NavList items={items} label={t('admin.nav.name')} />
          </div>
        </details>
        <div className="hidden w-nav shrink-0 lg:block">
          <NavList items={items} label={t('admin.nav.name')} />
        </div>
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col gap-8">
          <IdleWarning
            left={left}
            door={signInDoor}
            signIn={signInPath()}
            words={{
              warn: {
                idle: t('admin.idle.idle'),
                latest: t('admin.idle.latest'),
                ended: t('admin.idle.ended'),
                away: t('admin.idle.away'),
              },
              stay: t('admin.idle.stay'),
              retry: t('admin.idle.retry'),
              signIn: t('admin.idle.signIn'),
              said: { stayed: t('admin.idle.stayed'), again: t('admin.idle.again') },
            }}
          />
          {children}
        </main>
      </div>
    </div>
  )
}
