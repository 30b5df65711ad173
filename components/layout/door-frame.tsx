import type { ReactNode } from 'react'
import { EnvironmentTag } from '@/components/admin/environment-tag'
import type { Translate } from '@/lib/i18n/dictionary'
import { DemoLine } from './demo-line'
import { SkipLink } from './skip-link'

type DoorFrameProps = { business: string; demo: boolean; t: Translate; children: ReactNode }

/** Frame of set-up and sign-in: staff who are not inside yet. */
export const DoorFrame = ({ business, demo, t, children }: DoorFrameProps) => (
  <>
    <SkipLink t={t} />
    {demo && <DemoLine t={t} column="mx-auto w-full max-w-people px-4 xs:px-6" />}
    <header className="border-b border-line">
      <div className="mx-auto flex w-full max-w-people flex-wrap items-center justify-between gap-2 px-4 py-3 xs:px-6">
        <p className="text-h3 font-bold">
          <bdi>{business}</bdi>
        </p>
        <EnvironmentTag demo={demo} t={t} />
      </div>
    </header>
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-people flex-col gap-6 px-4 py-8 xs:px-6 sm:py-12"
    >
      {children}
    </main>
  </>
)
