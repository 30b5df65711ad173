import { AutoCheck } from '@/components/callback/auto-check'
import { OutcomeHeading } from '@/components/callback/outcome-heading'
import { Button } from '@/components/ui/button'
import { QrCode, type QrPicture } from '@/components/ui/qr-code'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'
import { type HandoverView, handoverRefreshSeconds } from '@/lib/kyc/handover'
import { handoverPath } from '@/lib/paths'
import { HandoverProblem } from './handover-problem'

type Props = {
  handover: { id: string; view: HandoverView; url: string | null; expiresAt: Date }
  picture: QrPicture | null
  /** False once this page stays as it is. */
  watching: boolean
  /** The person pressed "Stop checking by itself". */
  autoOff: boolean
  renew: (form: FormData) => Promise<void>
  /** Why no new code is shown, by a word of a closed list. */
  said: unknown
  t: Translate
}

const icons = { waiting: 'info', ended: 'clock', taken: 'info', finished: 'done' } as const
const tones = { waiting: 'info', ended: 'warn', taken: 'info', finished: 'good' } as const

/** The computer's window: the code, then that the phone has it, then that it is over. Nothing of what came of it. */
export const HandoverPanel = ({ handover, picture, watching, autoOff, renew, said, t }: Props) => {
  const { id, view, url, expiresAt } = handover
  return (
    <>
      <OutcomeHeading tone={tones[view]} icon={icons[view]} heading={t(`handover.${view}.heading`)}>
        <p>{t(`handover.${view}.body`, { time: formatTime(expiresAt) })}</p>
      </OutcomeHeading>
      <HandoverProblem said={said} here={handoverPath(id)} t={t} />
      {picture !== null && url !== null && (
        <figure className="flex flex-col items-start gap-3">
          <QrCode picture={picture} label={t('handover.qr')} />
          <figcaption className="text-body text-ink-soft">
            {t('handover.orType')}{' '}
            <bdi dir="ltr" className="block break-all font-mono">
              {url}
            </bdi>
          </figcaption>
        </figure>
      )}
      {watching && (
        <AutoCheck path={handoverPath(id)} seconds={handoverRefreshSeconds} off={autoOff} first={false} t={t} />
      )}
      {view === 'ended' && (
        <form action={renew}>
          <input type="hidden" name="id" value={id} />
          <Button>{t('handover.renew')}</Button>
        </form>
      )}
    </>
  )
}
