import { Disclosure } from '@/components/ui/disclosure'
import type { Translate } from '@/lib/i18n/dictionary'

/** What most often stops people at DigiLocker; closed, because not everyone needs it. */
export const SignInTips = ({ t }: { t: Translate }) => (
  <Disclosure summary={t('callback.tips.summary')}>
    <ul className="list-disc space-y-2 ps-6 text-read">
      <li>{t('callback.tips.phone')}</li>
      <li>{t('callback.tips.old')}</li>
      <li>{t('callback.tips.pin')}</li>
      <li>{t('callback.tips.locker')}</li>
      <li>{t('callback.tips.boxes')}</li>
    </ul>
  </Disclosure>
)
