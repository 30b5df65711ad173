import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'

/** A number from an address, no larger than a page could have made it. */
const countOf = (text: unknown): number => (typeof text === 'string' && /^\d{1,3}$/.test(text) ? Number(text) : 0)

type BulkNoticeProps = { query: { said?: unknown; cancelled?: unknown; ended?: unknown }; t: Translate }

/** What became of the sessions that were ticked. */
export const BulkNotice = ({ query, t }: BulkNoticeProps) => {
  const [cancelled, ended] = [countOf(query.cancelled), countOf(query.ended)]
  if (query.said !== 'cancelled_many' || cancelled + ended === 0) return null
  return (
    <Notice kind={cancelled > 0 ? 'good' : 'info'} role="status">
      <p>{t('admin.bulk.cancelled', { count: cancelled })}</p>
      {ended > 0 && <p>{t('admin.bulk.ended', { count: ended })}</p>}
    </Notice>
  )
}
