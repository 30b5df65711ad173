import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'

type Props = {
  /** Why the last press did not lead on, by a word of a closed list; any other word says nothing. */
  said: unknown
  /** The page it stands on. */
  here: string
  t: Translate
}

/** Why nothing went on on another device, and the way to try again. */
export const HandoverProblem = ({ said, here, t }: Props) =>
  (said === 'busy' || said === 'cookies_off') && (
    <Notice kind="warn" role="alert">
      <p>{t(`handover.problems.${said}`)}</p>
      <p>
        <a href={here}>{t('handover.reload')}</a>
      </p>
    </Notice>
  )
