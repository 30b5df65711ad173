import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import type { Change } from '@/lib/sessions/last-change'
import { changeText } from './change-text'

/** Words in the address that mean: your button came too late. */
const lateWords = ['already_final', 'not_held', 'changed'] as const

export const isLate = (said: unknown): boolean => lateWords.some((word) => word === said)

type ConflictNoticeProps = { change: Change; t: Translate; locale: Locale }

/** Stands on the fresh page, so there is nothing to reload: it says whose work is shown below. */
export const ConflictNotice = ({ change, t, locale }: ConflictNoticeProps) => (
  <Notice kind="warn" role="status" title={t('admin.session.conflict.title')}>
    <p>{changeText(change, t, locale)}</p>
    <p>{t('admin.session.conflict.fresh')}</p>
  </Notice>
)
