import { QrCode, type QrPicture } from '@/components/ui/qr-code'
import type { Translate } from '@/lib/i18n/dictionary'

/** In fours, as people read it from a screen. */
const spaced = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ')

/** What to scan, or to type where there is no camera. */
export const AppSetup = ({ picture, secret, t }: { picture: QrPicture; secret: string; t: Translate }) => (
  <div className="flex flex-col gap-4">
    <p>{t('secondStep.appSteps')}</p>
    <QrCode picture={picture} label={t('secondStep.appPicture')} />
    <p className="text-ink-soft">
      {t('secondStep.appKey')}: <code className="font-mono text-ink">{spaced(secret)}</code>
    </p>
  </div>
)
