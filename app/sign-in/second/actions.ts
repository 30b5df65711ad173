'use server'

import { redirect } from 'next/navigation'
import { triesOf } from '@/app/tries'
import type { CodeState } from '@/components/admin/code-form'
import type { CodesToKeep } from '@/components/admin/keep-codes'
import type { NewPasskeyState } from '@/components/admin/new-passkey-form'
import type { PendingActor } from '@/lib/audit/actor'
import { currentToken } from '@/lib/auth/require-admin'
import { requirePending } from '@/lib/auth/require-pending'
import { dictionary } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'
import { defaultLocale } from '@/lib/i18n/locales'
import { adminPath, secondStepPath, signInPath, withNotice } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { addPasskey, newPasskeyQuestion } from '@/lib/staff/add-passkey'
import { confirmApp } from '@/lib/staff/enrol-app'
import { factorsOf, hasSecondFactor } from '@/lib/staff/factors-of'
import { finishEnrolment } from '@/lib/staff/finish-sign-in'
import type { NewFactor } from '@/lib/staff/new-factor'
import { passSecondStep } from '@/lib/staff/pass-second-step'
import { deviceName } from '@/lib/staff/passkey-name'
import { signInWithPasskey } from '@/lib/staff/sign-in-with-passkey'
import { passkeyQuestion } from '@/lib/staff/use-passkey'
import { requireSameOrigin } from '../../guards'
import { enter, placeOfRequest } from '../enter'

const codeOf = (form: FormData): string => {
  const code = form.get('code')
  return typeof code === 'string' ? code.slice(0, 40) : ''
}

type Problem = { code: 'no_match' | 'not_shown' } | { code: 'wait'; until: Date }

const again = (previous: CodeState, problem: Problem): CodeState => {
  const t = dictionary(defaultLocale)
  const text =
    problem.code === 'wait'
      ? t('secondStep.problem.wait', { time: formatTime(problem.until) })
      : t(`secondStep.problem.${problem.code}`)
  return { problem: text, tries: triesOf(previous) + 1 }
}

/** A code of the app or a recovery code. */
export const passStep = async (previous: CodeState, form: FormData): Promise<CodeState> => {
  await requireSameOrigin()
  const actor = await requirePending()
  const passed = await passSecondStep(actor, codeOf(form), await placeOfRequest())
  if (passed.ok) {
    await enter(passed.value)
    redirect(adminPath())
  }
  const { error } = passed
  return error.code === 'ended' ? redirect(signInPath()) : again(previous, error)
}

/** Setting up a factor finishes a sign-in only where there was none: whoever has one must use it. */
const requireFirst = async (): Promise<PendingActor> => {
  const actor = await requirePending()
  if (hasSecondFactor(await factorsOf(actor.staffId))) redirect(secondStepPath())
  return actor
}

const finish = async (actor: PendingActor, factor: 'app_code' | 'passkey'): Promise<void> => {
  const token = await finishEnrolment(actor, factor, await placeOfRequest())
  if (!token) redirect(signInPath())
  await enter(token)
}

/** What is shown once before they go where they were going; straight there if another window was first and showed the codes. */
const toKeep = ({ codes }: NewFactor, said: 'app_on' | 'passkey_on'): CodesToKeep => {
  const next = withNotice(adminPath(), said)
  return codes ? { codes, next } : redirect(next)
}

/** The first code of a new app turns it on and finishes the sign-in; the answer shows the recovery codes, and nothing else ever will. */
export const turnOnApp = async (previous: CodeState, form: FormData): Promise<CodeState> => {
  await requireSameOrigin()
  const actor = await requireFirst()
  const turnedOn = await confirmApp(actor, codeOf(form))
  if (!turnedOn.ok) return again(previous, turnedOn.error)
  await finish(actor, 'app_code')
  return { problem: null, tries: 0, shown: toKeep(turnedOn.value, 'app_on') }
}

/** The question for a first passkey. */
export const askNewPasskey = async (): Promise<string | null> => {
  await requireSameOrigin()
  return newPasskeyQuestion(await requireFirst(), (await getOrganisation()).name)
}

/** A first passkey turns the second factor on and finishes the sign-in; its answer shows the recovery codes as well. */
export const turnOnPasskey = async (_previous: NewPasskeyState, form: FormData): Promise<NewPasskeyState> => {
  await requireSameOrigin()
  const actor = await requireFirst()
  const name = deviceName(form.get('device'))
  if (name === null) redirect(withNotice(secondStepPath(), 'name'))
  const added = await addPasskey(actor, form.get('passkey'), name)
  if (!added.ok) redirect(withNotice(secondStepPath(), 'passkey'))
  await finish(actor, 'passkey')
  return { shown: toKeep(added.value, 'passkey_on') }
}

/** The question to one of the passkeys this colleague has. */
export const askOwnPasskey = async (): Promise<string | null> => {
  await requireSameOrigin()
  await requirePending()
  return passkeyQuestion('sign_in', null)
}

/** A passkey in place of a code. */
export const passWithPasskey = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  await requirePending()
  const replaces = (await currentToken())?.sid ?? null
  const begun = await signInWithPasskey(form.get('passkey'), await placeOfRequest(), replaces)
  if (!begun.ok) redirect(withNotice(secondStepPath(), 'passkey'))
  await enter(begun.value)
  redirect(adminPath())
}
