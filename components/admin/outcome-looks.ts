import type { ChartLook } from '@/components/ui/chart-look'
import type { OutcomeGroup } from '@/lib/kyc/outcome-group'

export type Outcomes = Readonly<Record<OutcomeGroup, number>>

/** One look for each outcome, the same in every picture of the console. */
export const outcomeLooks: Record<OutcomeGroup, ChartLook> = {
  full: 'solid-good',
  partial: 'striped-good',
  closed: 'striped-soft',
  held: 'solid-warn',
  open: 'dotted-accent',
  not_completed: 'pale',
}
