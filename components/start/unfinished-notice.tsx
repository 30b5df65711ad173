import { Button, ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'
import { callbackPath } from '@/lib/paths'

type UnfinishedNoticeProps = {
  t: Translate
  unfinished: { handle: string; sentAt: Date; openUntil: Date }
  continueThere: (form: FormData) => Promise<void>
  /** False where no form follows to start over with. */
  canStartOver: boolean
}

/** This browser has left for DigiLocker and may still finish there; going on costs no new start. */
export const UnfinishedNotice = ({ t, unfinished, continueThere, canStartOver }: UnfinishedNoticeProps) => (
  <div id="unfinished">
    <Notice kind="warn" title={t('start.unfinishedTitle', { time: formatTime(unfinished.sentAt) })}>
      <p>{t('start.unfinished', { until: formatTime(unfinished.openUntil) })}</p>
      <form action={continueThere} className="flex flex-wrap gap-x-4 gap-y-2">
        <input type="hidden" name="handle" value={unfinished.handle} />
        <Button>{t('start.continueThere')}</Button>
        <ButtonLink kind="secondary" href={callbackPath(unfinished.handle)}>
          {t('start.checkResult')}
        </ButtonLink>
        {canStartOver && (
          <ButtonLink kind="quiet" href="#start-form">
            {t('start.startOver')}
          </ButtonLink>
        )}
      </form>
    </Notice>
  </div>
)
