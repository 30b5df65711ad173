import { FilterFacts } from '@/components/admin/filter-facts'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import { isEverySession, type SessionFilter } from '@/lib/kyc/session-filter'
import { adminSessionsPath, startPath } from '@/lib/paths'

type NoSessionsProps = { filter: SessionFilter; t: Translate; locale: Locale }

/** Nothing yet, or nothing that fits: then the filter is repeated, because it may not be what was meant (ux section 6). */
export const NoSessions = ({ filter, t, locale }: NoSessionsProps) =>
  isEverySession(filter) ? (
    <EmptyState title={t('admin.sessions.empty')}>
      <p>{t('admin.sessions.emptyBody')}</p>
      <ButtonLink href={startPath()}>{t('admin.sessions.openStart')}</ButtonLink>
    </EmptyState>
  ) : (
    <EmptyState title={t('admin.sessions.noMatch')}>
      <FilterFacts filter={filter} t={t} locale={locale} />
      <ButtonLink href={adminSessionsPath()} kind="secondary">
        {t('admin.sessions.clear')}
      </ButtonLink>
    </EmptyState>
  )
