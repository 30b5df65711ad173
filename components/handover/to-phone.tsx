import { Button } from '@/components/ui/button'
import type { Translate } from '@/lib/i18n/dictionary'

/** For wide screens, where the phone with DigiLocker is another device. */
export const ToPhone = ({ action, t }: { action: (form: FormData) => Promise<void>; t: Translate }) => (
  <form action={action} className="hidden flex-col items-start gap-2 md:flex">
    <Button kind="secondary">{t('handover.start')}</Button>
    <p className="text-body text-ink-soft">{t('handover.startHint')}</p>
  </form>
)
