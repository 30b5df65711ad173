import { Disclosure } from '@/components/ui/disclosure'
import type { Translate } from '@/lib/i18n/dictionary'

/** What stops people at DigiLocker most often. @param open after a try that did not end well */
export const Tips = ({ t, open }: { t: Translate; open: boolean }) => (
  <Disclosure summary={t('start.tips')} open={open}>
    <ul className="flex list-disc flex-col gap-2 ps-6">
      <li>{t('start.tipPhone')}</li>
      <li>{t('start.tipPin')}</li>
      <li>{t('start.tipLocker')}</li>
    </ul>
  </Disclosure>
)
