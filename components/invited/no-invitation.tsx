import { EmptyState } from '@/components/ui/empty-state'
import type { Translate } from '@/lib/i18n/dictionary'

export type NoInvitationProps = {
  /** What the list was narrowed by. */
  by: 'nothing' | 'search' | 'filter'
  /** How many were looked through for this page of a filter. */
  looked: number
  /** Whether the list goes on after this page: then nobody knows yet that nothing fits. */
  more: boolean
  t: Translate
}

const texts = { nothing: 'none', search: 'noneFound', filter: 'noneChosen' } as const

/** A list without a row says why, and what to do. */
export const NoInvitation = ({ by, looked, more, t }: NoInvitationProps) => {
  const text = by === 'filter' && more ? 'noneSoFar' : texts[by]
  return (
    <EmptyState title={t(`admin.invite.list.${text}`, { count: looked })}>
      <p>{t(`admin.invite.list.${text}Hint`)}</p>
    </EmptyState>
  )
}
