'use server'

import { redirect } from 'next/navigation'
import { triesOf } from '@/app/tries'
import type { SetupFieldName, SetupState } from '@/components/admin/setup-form'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { setupPath, signInPath, withNotice } from '@/lib/paths'
import { setUp } from '@/lib/staff/first-run'
import { checkSetup, type SetupFaults, setupFieldNames } from '@/lib/staff/setup-schema'
import { textUpTo } from '../form-text'
import { requireForm, requireSameOrigin } from '../guards'

const texts = (form: FormData): Record<SetupFieldName, string> => {
  const text = (name: SetupFieldName): string => textUpTo(form, name, 1100)
  return {
    full_name: text('full_name'),
    email: text('email'),
    password: text('password'),
    password_again: text('password_again'),
    name: text('name'),
    legal_name: text('legal_name'),
    contact: text('contact'),
    grievance_officer: text('grievance_officer'),
    grievance_contact: text('grievance_contact'),
    alternative_way: text('alternative_way'),
    return_url: text('return_url'),
  }
}

/** The set-up form was sent: account and organisation exist afterwards, or the form comes back with what was typed. */
export const finishSetup = async (previous: SetupState, sent: FormData): Promise<SetupState> => {
  await requireSameOrigin()
  const form = requireForm(sent)
  const t = dictionary(defaultLocale)
  const typed = texts(form)
  const { password, password_again, ...values } = typed
  const again = (faults: SetupFaults, problem: string | null): SetupState => ({
    values,
    errors: Object.fromEntries(
      setupFieldNames.flatMap((name) => {
        const key = faults[name]
        return key ? [[name, t(`setup.errors.${key}`)]] : []
      }),
    ),
    problem,
    tries: triesOf(previous) + 1,
  })

  const token = form.get('token')
  const checked = await checkSetup(typed)
  if (!checked.ok) return again(checked.error, null)
  const done = await setUp(typeof token === 'string' ? token : '', checked.value)
  if (done.ok) redirect(withNotice(signInPath(), 'ready'))
  switch (done.error.code) {
    case 'link_ended':
      return redirect(setupPath())
    case 'busy':
      return again({}, t('setup.errors.busy'))
    default:
      return again({ password: done.error.code }, null)
  }
}
