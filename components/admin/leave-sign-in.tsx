import { Button } from '@/components/ui/button'
import type { Translate } from '@/lib/i18n/dictionary'
import { signOutPath } from '@/lib/paths'

/** Back to the beginning: ends the half sign-in of this browser. */
export const LeaveSignIn = ({ t }: { t: Translate }) => (
  <form action={signOutPath()} method="post">
    <Button kind="quiet">{t('secondStep.leave')}</Button>
  </form>
)
