import { ListFoot } from '@/components/admin/list-foot'
import { ListKeys } from '@/components/admin/list-keys'
import { type SessionLine, SessionTable } from '@/components/admin/session-table'
import { Pager } from '@/components/ui/pager'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import { adminSessionsPath } from '@/lib/paths'

type SessionsPanelProps = {
  filter: SessionFilter
  page: { rows: readonly SessionLine[]; newer: string | null; older: string | null }
  total: { count: number; more: boolean }
  asOf: Date
  /** This view and its page as an address has them. */
  here: string
  may: { cancel: boolean; export: boolean }
  t: Translate
  locale: Locale
}

const tickForm = 'ticked'

/** One page of sessions, how many there are, and what can be done with them. */
export const SessionsPanel = ({ filter, page, total, asOf, here, may, t, locale }: SessionsPanelProps) => (
  <div className="flex flex-col gap-4">
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <p>
        <span className="font-semibold">
          {t(total.more ? 'admin.sessions.countMore' : 'admin.sessions.count', { count: total.count })}
        </span>{' '}
        <span className="text-ink-soft">{t('admin.sessions.asOf', { time: formatDateTime(asOf, locale) })}</span>
      </p>
      <ListKeys
        words={{
          on: t('admin.keys.on'),
          off: t('admin.keys.off'),
          turnOn: t('admin.keys.turnOn'),
          turnOff: t('admin.keys.turnOff'),
        }}
      />
    </div>
    <SessionTable rows={page.rows} t={t} locale={locale} filter={filter} tickFor={may.cancel ? tickForm : undefined} />
    <Pager
      newer={page.newer === null ? undefined : adminSessionsPath({ ...filter, before: page.newer })}
      older={page.older === null ? undefined : adminSessionsPath({ ...filter, after: page.older })}
      labels={{
        name: t('admin.sessions.pages'),
        newer: t('admin.sessions.newer'),
        older: t('admin.sessions.older'),
      }}
    />
    <ListFoot filter={filter} here={here} tickForm={tickForm} may={may} t={t} />
  </div>
)
