'use server'

import { redirect } from 'next/navigation'
import { textUpTo } from '@/app/form-text'
import { triesOf } from '@/app/tries'
import type { JoinFieldName, JoinState } from '@/components/admin/join-form'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { joinPath, signInPath, withNotice } from '@/lib/paths'
import { type JoinFault, join } from '@/lib/staff/join'
import { requireForm, requireSameOrigin } from '../guards'

/** An invited colleague sent name and password: they exist afterwards, or the form comes back with the name kept. */
export const finishJoin = async (previous: JoinState, sent: FormData): Promise<JoinState> => {
  await requireSameOrigin()
  const form = requireForm(sent)
  const t = dictionary(defaultLocale)
  const text = (name: JoinFieldName | 'token'): string => textUpTo(form, name, 1024)
  const full_name = text('full_name')
  const again = (errors: JoinState['errors'], problem: string | null): JoinState => ({
    name: full_name,
    errors,
    problem,
    tries: triesOf(previous) + 1,
  })
  const password = text('password')
  if (password !== text('password_again')) return again({ password_again: t('setup.errors.password_differs') }, null)
  const joined = await join(text('token'), { full_name, password })
  if (joined.ok) redirect(withNotice(signInPath(), 'joined'))
  const { code } = joined.error
  const fault = (field: JoinFieldName, key: JoinFault): JoinState => again({ [field]: t(`setup.errors.${key}`) }, null)
  switch (code) {
    case 'link_ended':
      return redirect(joinPath())
    case 'busy':
      return again({}, t('join.busy'))
    case 'full_name':
      return fault('full_name', code)
    default:
      return fault('password', code)
  }
}
