import { DataTable } from '@/components/ui/data-table'
import type { Translate } from '@/lib/i18n/dictionary'

type Problem = { row: number; column: string | null; code: string; first?: number }

const codes = [
  'nothing',
  'too_long',
  'formula',
  'direction',
  'control',
  'quotes',
  'email',
  'lookalike',
  'phone',
  'language',
] as const

const wordsOf = ({ code, first }: Problem, t: Translate): string => {
  if (code === 'twice') return t('admin.invite.many.twice', { row: first ?? 0 })
  if (code === 'known') return t('admin.invite.many.known')
  if (code === 'known_since') return t('admin.invite.many.knownSince')
  const known = codes.find((word) => word === code)
  return known === undefined ? t('admin.invite.many.cells') : t(`admin.invite.problem.${known}`)
}

/** On the page; a file with more is easier mended from its beginning. */
const shown = 200

type Props = { caption: string; problems: readonly Problem[]; t: Translate }

export const ImportProblems = ({ caption, problems, t }: Props) => (
  <div className="flex flex-col gap-3">
    <DataTable
      caption={caption}
      columns={[
        { key: 'row', label: t('admin.invite.many.row') },
        { key: 'column', label: t('admin.invite.many.column') },
        { key: 'what', label: t('admin.invite.many.what') },
      ]}
      rows={problems.slice(0, shown).map((problem) => ({
        key: `${problem.row} ${problem.column} ${problem.code}`,
        cells: {
          row: problem.row,
          column: problem.column ?? t('admin.invite.many.wholeRow'),
          what: wordsOf(problem, t),
        },
      }))}
    />
    {problems.length > shown && <p className="text-ink-soft">{t('admin.invite.many.more', { shown })}</p>}
  </div>
)
