import 'server-only'
import { textUpTo } from '@/app/form-text'
import { triesOf } from '@/app/tries'
import type { ConfirmProps, SensitiveState } from '@/components/admin/sensitive-form'
import type { AdminActor } from '@/lib/audit/actor'
import { passkeyDomain } from '@/lib/auth/passkey-origin'
import { isFresh, type Present } from '@/lib/auth/presence'
import { env } from '@/lib/env'
import { dictionary } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'
import { defaultLocale } from '@/lib/i18n/locales'
import { ssoAgainPath } from '@/lib/paths'
import { err, ok, type Result } from '@/lib/result'
import { type ConfirmRefusal, confirmPresence, hasPassword } from '@/lib/staff/confirm-presence'
import { factorsOf } from '@/lib/staff/factors-of'
import { enter, placeOfRequest } from '../sign-in/enter'
import { askConfirmingPasskey } from './actions'

const sentence = (refusal: ConfirmRefusal): string => {
  const t = dictionary(defaultLocale)
  return refusal.code === 'wait'
    ? t('admin.confirm.problem.wait', { time: formatTime(refusal.until) })
    : t(`admin.confirm.problem.${refusal.code}`)
}

/** The state of a sensitive form that has to be shown again. */
export const again = (previous: SensitiveState, part: Partial<SensitiveState>): SensitiveState => ({
  problem: null,
  confirm: null,
  shown: null,
  kept: {},
  errors: {},
  ...part,
  tries: triesOf(previous) + 1,
})

/**
 * The first thing a grave action does after its gate: presence proven within five minutes, or by this very form.
 * @returns the colleague to go on with, whose sign-in may have another id now; else what to say at the form
 */
export const provePresence = async <A extends AdminActor>(
  actor: A,
  form: FormData,
): Promise<Result<Present<A>, string>> => {
  const proof = {
    password: textUpTo(form, 'confirm_password', 1024),
    passkey: textUpTo(form, 'confirm_passkey', 40_000),
  }
  const confirmed = await confirmPresence(actor, proof, await placeOfRequest())
  if (!confirmed.ok) return err(sentence(confirmed.error))
  const { actor: present, token } = confirmed.value
  if (token) await enter(token)
  return ok(present)
}

/** What every sensitive form is given to ask again. */
export const confirmProps = async (actor: AdminActor): Promise<ConfirmProps> => {
  const t = dictionary(defaultLocale)
  const [{ passkeys }, password] = await Promise.all([factorsOf(actor.staffId), hasPassword(actor.staffId)])
  return {
    stale: !isFresh(actor),
    password,
    sso: !password && env().sso ? ssoAgainPath() : null,
    ask: passkeys > 0 && passkeyDomain() !== null ? askConfirmingPasskey : null,
    words: {
      heading: t('admin.confirm.heading'),
      lead: t(password ? 'admin.confirm.lead' : 'admin.confirm.leadWithoutPassword'),
      sso: t('admin.confirm.sso'),
      ssoHint: t('admin.confirm.ssoHint'),
      password: t('admin.confirm.password'),
      passkey: t(password ? 'admin.confirm.passkey' : 'admin.confirm.passkeyAlone'),
      passkeyDone: t('admin.confirm.passkeyDone'),
      passkeyFailed: t(password ? 'admin.confirm.passkeyFailed' : 'admin.confirm.passkeyFailedAlone'),
    },
  }
}
