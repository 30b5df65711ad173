'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { textUpTo } from '@/app/form-text'
import { triesOf } from '@/app/tries'
import type { CodeState } from '@/components/admin/code-form'
import type { CodesToKeep } from '@/components/admin/keep-codes'
import type { NewPasskeyState } from '@/components/admin/new-passkey-form'
import type { SensitiveState } from '@/components/admin/sensitive-form'
import { isFresh } from '@/lib/auth/presence'
import { requireAdmin } from '@/lib/auth/require-admin'
import { dictionary } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'
import { defaultLocale } from '@/lib/i18n/locales'
import { accountPath, withNotice } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { addPasskey as addPasskeyVerb, newPasskeyQuestion } from '@/lib/staff/add-passkey'
import { changePassword as changePasswordVerb } from '@/lib/staff/change-password'
import { endOwnSignIns } from '@/lib/staff/end-sign-ins'
import { confirmApp } from '@/lib/staff/enrol-app'
import type { NewFactor } from '@/lib/staff/new-factor'
import { deviceName } from '@/lib/staff/passkey-name'
import { removePasskey as removePasskeyVerb } from '@/lib/staff/remove-passkey'
import { replaceRecoveryCodes } from '@/lib/staff/replace-recovery-codes'
import { requireSameOrigin } from '../../guards'
import { again, provePresence } from '../presence'

/** @param others how many other sign-ins ended with it */
const doneAt = (said: string, others = 0) => withNotice(accountPath(), said, others > 0 ? { others } : {})

const done = (said: string, others = 0): never => redirect(doneAt(said, others))

/** A first factor shows its recovery codes before anything else is said. */
const added = ({ codes, ended }: NewFactor, said: 'app_added' | 'passkey_added'): CodesToKeep =>
  codes ? { codes, next: doneAt(said, ended) } : done(said, ended)

/** Ten new recovery codes, shown in the answer and nowhere again. */
export const makeRecoveryCodes = async (previous: SensitiveState, form: FormData): Promise<SensitiveState> => {
  await requireSameOrigin()
  const proven = await provePresence(await requireAdmin(), form)
  if (!proven.ok) return again(previous, { confirm: proven.error })
  return again(previous, { shown: await replaceRecoveryCodes(proven.value) })
}

export const removePasskey = async (previous: SensitiveState, form: FormData): Promise<SensitiveState> => {
  await requireSameOrigin()
  const proven = await provePresence(await requireAdmin(), form)
  if (!proven.ok) return again(previous, { confirm: proven.error })
  const removed = await removePasskeyVerb(proven.value, textUpTo(form, 'passkey_id', 1400))
  if (!removed.ok && removed.error === 'last_factor')
    return again(previous, { problem: dictionary(defaultLocale)('admin.accountPage.problem.last_factor') })
  return done('passkey_removed', removed.ok ? removed.value.ended : 0)
}

export const changePassword = async (previous: SensitiveState, form: FormData): Promise<SensitiveState> => {
  await requireSameOrigin()
  const actor = await requireAdmin()
  const t = dictionary(defaultLocale)
  const wanted = textUpTo(form, 'new_password', 1024)
  if (wanted !== textUpTo(form, 'new_password_again', 1024))
    return again(previous, { problem: t('admin.accountPage.problem.password_differs') })
  const proven = await provePresence(actor, form)
  if (!proven.ok) return again(previous, { confirm: proven.error })
  const changed = await changePasswordVerb(proven.value, wanted)
  if (!changed.ok)
    return again(previous, {
      problem:
        changed.error === 'busy' || changed.error === 'no_password'
          ? t(`admin.confirm.problem.${changed.error}`)
          : t(`setup.errors.${changed.error}`),
    })
  return done('password_changed', changed.value.ended)
}

/** The question for one more passkey; asked only of someone who has just proven who they are. */
export const askNewPasskey = async (): Promise<string | null> => {
  await requireSameOrigin()
  const actor = await requireAdmin()
  return isFresh(actor) ? newPasskeyQuestion(actor, (await getOrganisation()).name) : null
}

/** One more passkey; a first second factor is answered with the recovery codes, shown once. */
export const addPasskey = async (_previous: NewPasskeyState, form: FormData): Promise<NewPasskeyState> => {
  await requireSameOrigin()
  const actor = await requireAdmin()
  if (!isFresh(actor)) redirect(withNotice(accountPath(), 'stale'))
  const name = deviceName(form.get('device'))
  if (name === null) return done('passkey_name')
  const kept = await addPasskeyVerb(actor, form.get('passkey'), name)
  if (!kept.ok) return done(kept.error.code === 'too_many' ? 'passkey_too_many' : 'passkey_refused')
  const shown = added(kept.value, 'passkey_added')
  // Around the codes the page tells of the new passkey already.
  refresh()
  return { shown }
}

/** The first code of another app turns it on in place of the old one. */
export const changeApp = async (previous: CodeState, form: FormData): Promise<CodeState> => {
  await requireSameOrigin()
  const actor = await requireAdmin()
  if (!isFresh(actor)) redirect(withNotice(accountPath(), 'stale'))
  const confirmed = await confirmApp(actor, textUpTo(form, 'code', 40))
  if (confirmed.ok) return { problem: null, tries: 0, shown: added(confirmed.value, 'app_added') }
  const t = dictionary(defaultLocale)
  const { error } = confirmed
  return {
    problem:
      error.code === 'wait'
        ? t('secondStep.problem.wait', { time: formatTime(error.until) })
        : t(`secondStep.problem.${error.code}`),
    tries: triesOf(previous) + 1,
  }
}

/** Makes the sign-in fresh, for the parts of the page that need it. */
export const proveAgain = async (previous: SensitiveState, form: FormData): Promise<SensitiveState> => {
  await requireSameOrigin()
  const proven = await provePresence(await requireAdmin(), form)
  if (!proven.ok) return again(previous, { confirm: proven.error })
  redirect(accountPath())
}

export const endSignIn = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requireAdmin()
  const sid = textUpTo(form, 'sid', 60)
  await endOwnSignIns(actor, sid === '' ? 'others' : { sid })
  return done('sign_in_ended')
}
