'use server'

import { headers } from 'next/headers'
import { triesOf } from '@/app/tries'
import type { CodeOffered } from '@/components/callback/code-offer'
import { dictionary } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'
import { defaultLocale } from '@/lib/i18n/locales'
import { clientPrefix } from '@/lib/security/client-address'
import { takeCodeFrom } from '@/lib/security/rate-limit'
import { currentBinder } from '@/lib/sessions/binding'
import { showCode } from '@/lib/sessions/show-code'
import { requireSameOrigin } from '../../guards'

/** "Show the code": once, to the browser that came back from DigiLocker (R-15 b). Nothing is sent along but the cookie. */
export const showCodeHere = async (previous: CodeOffered): Promise<CodeOffered> => {
  await requireSameOrigin()
  const t = dictionary(defaultLocale)
  const tries = triesOf(previous) + 1
  const crowd = await takeCodeFrom(clientPrefix(await headers()))
  if (!crowd.ok) return { code: null, said: t('elsewhere.code.busy'), tries }
  const binder = await currentBinder()
  const shown = binder && (await showCode(binder))
  if (!shown) return { code: null, said: t('elsewhere.code.none'), tries }
  if (shown.ok)
    return {
      code: shown.value.code,
      said: t('elsewhere.code.until', { time: formatTime(shown.value.until) }),
      tries,
    }
  const refusal = shown.error
  const said =
    refusal.code === 'settling'
      ? t('elsewhere.code.settling', { seconds: refusal.waitSeconds })
      : t(`elsewhere.code.${refusal.code}`)
  return { code: null, said, tries }
}
