'use server'

import { redirect } from 'next/navigation'
import { changedText } from '@/app/admin/changed-text'
import { requireForm, requireSameOrigin } from '@/app/guards'
import type { ConnectionState } from '@/components/admin/connection-form'
import type { OrganisationState } from '@/components/admin/organisation-form'
import { lastChangeOf } from '@/lib/audit/last-change-of'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { judgeOrganisation, readOrganisationForm } from '@/lib/kyc/organisation-form'
import { settingsPath, withNotice } from '@/lib/paths'
import { changeOrganisation } from '@/lib/settings/save-organisation'
import { testConnection } from '@/lib/settings/test-connection'
import { testMail } from '@/lib/settings/test-mail'
import { testSso } from '@/lib/settings/test-sso'
import { connectionWords } from './connection-words'
import { mailTestWords } from './mail-test-words'
import { ssoTestWords } from './sso-test-words'

const next = (tries: unknown): number => (typeof tries === 'number' && Number.isSafeInteger(tries) ? tries : 0) + 1

/** Keeps what people read about the organisation. */
export const saveOrganisation = async (previous: OrganisationState, sent: FormData): Promise<OrganisationState> => {
  await requireSameOrigin()
  const actor = await requirePermission('settings.manage')
  const form = requireForm(sent)
  const answers = readOrganisationForm(form)
  const tries = next(previous?.tries)
  const { input, errors } = judgeOrganisation(answers)
  if (!input) return { answers, errors, problem: null, tries }
  const stamp = form.get('stamp')
  const saved = await changeOrganisation(actor, typeof stamp === 'string' ? stamp : '', input)
  if (saved.ok) redirect(withNotice(settingsPath(), 'saved'))
  const change = await lastChangeOf(actor, 'organisation')
  const problem = changedText(dictionary(defaultLocale), change, defaultLocale)
  return { answers, errors: {}, problem, stamp: saved.error.stamp, tries }
}

/** Tries key, secret and address of the provider. */
export const tryConnection = async (previous: ConnectionState): Promise<ConnectionState> => {
  await requireSameOrigin()
  const actor = await requirePermission('settings.manage')
  const test = await testConnection(actor)
  return { ...connectionWords(dictionary(defaultLocale), test), tries: next(previous?.tries) }
}

/** Sends a test letter to whoever presses the button. */
export const tryMail = async (previous: ConnectionState): Promise<ConnectionState> => {
  await requireSameOrigin()
  const actor = await requirePermission('settings.manage')
  const test = await testMail(actor)
  return { ...mailTestWords(dictionary(defaultLocale), test), tries: next(previous?.tries) }
}

/** Looks whether the identity provider is as single sign-on needs it. */
export const trySso = async (previous: ConnectionState): Promise<ConnectionState> => {
  await requireSameOrigin()
  const actor = await requirePermission('settings.manage')
  const test = await testSso(actor)
  return { ...ssoTestWords(dictionary(defaultLocale), test), tries: next(previous?.tries) }
}
