import type { ReactNode } from 'react'
import { Picture } from '@/components/ui/picture'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import type { Brand } from '@/lib/settings/brand-sheet'
import { DemoLine } from './demo-line'
import { LanguagePicker } from './language-picker'
import { type FrameOrganisation, PageFooter } from './page-footer'
import { SkipLink } from './skip-link'

type PageFrameProps = {
  organisation: FrameOrganisation & { brand: Brand }
  t: Translate
  locale: Locale
  demo: boolean
  width?: 'people' | 'staff'
  children: ReactNode
}

const widths = { people: 'max-w-people', staff: 'max-w-staff' }

/** Frame of every page for people: one column, no menu, the same footer everywhere (L-14). */
export const PageFrame = ({ organisation, t, locale, demo, width = 'people', children }: PageFrameProps) => {
  const column = `mx-auto w-full px-4 xs:px-6 md:px-8 ${widths[width]}`
  const { sheet, logo } = organisation.brand
  return (
    <div className="flex min-h-dvh flex-col">
      {sheet && <link rel="stylesheet" href={sheet} precedence="brand" />}
      <SkipLink t={t} />
      {demo && <DemoLine t={t} column={column} />}
      <header className="border-b border-line">
        <div className={`flex flex-wrap items-center justify-between gap-2 py-3 ${column}`}>
          <div className="flex min-w-0 flex-wrap items-center gap-3">
            {/* Beside the name, so it says nothing that is not said in words. */}
            {logo && <Picture {...logo} alt="" />}
            <p className="flex flex-col">
              <bdi className="text-h3 font-bold">{organisation.name}</bdi>
              {organisation.legal_name !== '' && organisation.legal_name !== organisation.name && (
                <bdi className="text-body text-ink-soft">{organisation.legal_name}</bdi>
              )}
            </p>
          </div>
          <LanguagePicker label={t('common.language')} current={locale} />
        </div>
      </header>
      <main id="main" tabIndex={-1} className={`flex flex-1 flex-col gap-8 py-8 sm:py-12 ${column}`}>
        {children}
      </main>
      <PageFooter organisation={organisation} t={t} column={column} />
    </div>
  )
}
