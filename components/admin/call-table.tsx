import { DataTable } from '@/components/ui/data-table'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import type { ProviderCall } from '@/lib/sessions/admin-session-dto'
import { Moment } from './moment'

type Props = { calls: readonly ProviderCall[]; t: Translate; locale: Locale }

/** What we asked the provider and how it answered, with the id its support asks for. */
export const CallTable = ({ calls, t, locale }: Props) =>
  calls.length === 0 ? (
    <p className="text-ink-soft">{t('admin.session.calls.none')}</p>
  ) : (
    <DataTable
      caption={t('admin.session.calls.caption')}
      columns={[
        { key: 'at', label: t('admin.session.calls.columns.at') },
        { key: 'call', label: t('admin.session.calls.columns.call') },
        { key: 'answer', label: t('admin.session.calls.columns.answer') },
        { key: 'duration', label: t('admin.session.calls.columns.duration') },
        { key: 'transaction', label: t('admin.session.calls.columns.transaction') },
      ]}
      rows={calls.map((call) => ({
        key: call.id,
        cells: {
          at: <Moment at={call.at} locale={locale} />,
          call: (
            <bdi dir="ltr" className="break-all font-mono text-small">
              {call.method} {call.path}
            </bdi>
          ),
          answer: `${call.http_status ?? t('admin.session.calls.noAnswer')} · ${call.outcome.replaceAll('_', ' ')}`,
          duration: t('admin.session.calls.ms', { ms: call.duration_ms }),
          transaction: call.transaction_id ? (
            <bdi dir="ltr" className="break-all font-mono text-small">
              {call.transaction_id}
            </bdi>
          ) : (
            t('admin.session.calls.noTransaction')
          ),
        },
      }))}
    />
  )
