import { DataTable } from '@/components/ui/data-table'
import type { Translate } from '@/lib/i18n/dictionary'

type Counts = { started: number; agreed: number; notCompleted: number; held: number }

const measures = ['started', 'agreed', 'notCompleted', 'held'] as const

/** Four numbers with yesterday beside them. */
export const DayCounts = ({ today, yesterday, t }: { today: Counts; yesterday: Counts; t: Translate }) => (
  <DataTable
    caption={t('admin.overview.numbers')}
    columns={[
      { key: 'measure', label: t('admin.overview.measure') },
      { key: 'today', label: t('admin.overview.today') },
      { key: 'yesterday', label: t('admin.overview.yesterday') },
    ]}
    rows={measures.map((measure) => ({
      key: measure,
      cells: {
        measure: <span className="font-semibold">{t(`admin.overview.${measure}`)}</span>,
        today: <span className="text-h3 font-bold">{today[measure]}</span>,
        yesterday: yesterday[measure],
      },
    }))}
  />
)
