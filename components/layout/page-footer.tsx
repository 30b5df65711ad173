import type { Translate } from '@/lib/i18n/dictionary'
import { noticePath, publicStatusPath } from '@/lib/paths'
import packageFile from '@/package.json'

/** What every page says about the business; the whole Organisation fits. */
export type FrameOrganisation = {
  name: string
  legal_name: string
  contact: string
  grievance_officer: string
  grievance_contact: string
}

type PageFooterProps = { organisation: FrameOrganisation; t: Translate; column: string }

/** Whom to turn to, on every page (L-14). */
export const PageFooter = ({ organisation, t, column }: PageFooterProps) => (
  <footer className="border-t border-line bg-sunken text-body">
    <div className={`flex flex-col gap-4 py-6 ${column}`}>
      {/* Before set-up nobody is named yet, and an empty line would look like a fault. */}
      {organisation.contact !== '' && (
        <dl className="grid gap-4 sm:grid-cols-2">
          <div className="min-w-0">
            <dt className="text-ink-soft">{t('common.contact')}</dt>
            <dd>
              <bdi>{organisation.contact}</bdi>
            </dd>
          </div>
          <div className="min-w-0">
            <dt className="text-ink-soft">{t('common.grievance')}</dt>
            <dd>
              <bdi>{organisation.grievance_officer}</bdi>
              <br />
              <bdi>{organisation.grievance_contact}</bdi>
            </dd>
          </div>
        </dl>
      )}
      <ul className="flex flex-wrap gap-x-6">
        <li>
          <a href={noticePath()} className="inline-block py-3">
            {t('common.privacyNotice')}
          </a>
        </li>
        <li>
          <a href="/accessibility" className="inline-block py-3">
            {t('common.accessibility')}
          </a>
        </li>
        <li>
          <a href={publicStatusPath()} className="inline-block py-3">
            {t('common.serviceStatus')}
          </a>
        </li>
      </ul>
      <p className="text-ink-soft">{t('common.runsOn', { version: packageFile.version })}</p>
    </div>
  </footer>
)
