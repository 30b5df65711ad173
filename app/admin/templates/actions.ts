'use server'

import { notFound, redirect } from 'next/navigation'
import { changedText } from '@/app/admin/changed-text'
import { textUpTo } from '@/app/form-text'
import { requireForm, requireSameOrigin } from '@/app/guards'
import { triesOf } from '@/app/tries'
import type { TemplateState } from '@/components/admin/template-form'
import { lastChangeOf } from '@/lib/audit/last-change-of'
import { requirePermission } from '@/lib/auth/require-permission'
import { env } from '@/lib/env'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { createInvitation } from '@/lib/invites/create-invitation'
import { readLinkKey } from '@/lib/invites/links'
import { judgeTemplate, readTemplateForm } from '@/lib/kyc/template-form'
import { invitedPath, templatePath, templatesPath, withNotice } from '@/lib/paths'
import { discardDraft } from '@/lib/templates/discard-draft'
import { endTemplate, makePublic, publishTemplate } from '@/lib/templates/publish-template'
import { createTemplate, saveDraft } from '@/lib/templates/save-draft'

const text = (form: FormData, name: string): string => textUpTo(form, name, 300)

/** Keeps the draft of a template, or makes the template where the form names none. */
export const saveTemplate = async (previous: TemplateState, sent: FormData): Promise<TemplateState> => {
  await requireSameOrigin()
  const actor = await requirePermission('settings.manage')
  const form = requireForm(sent)
  const answers = readTemplateForm(form)
  const tries = triesOf(previous) + 1
  const { input, errors } = judgeTemplate(answers)
  if (!input) return { answers, errors, problem: null, tries }
  const id = text(form, 'id')
  if (id === '')
    redirect(withNotice(templatePath(await createTemplate(actor, input, text(form, 'form_key'))), 'created'))
  const saved = await saveDraft(actor, id, text(form, 'stamp'), input)
  if (saved.ok) redirect(withNotice(templatePath(id), 'saved'))
  const t = dictionary(defaultLocale)
  if (saved.error.code !== 'changed')
    return { answers, errors: {}, problem: t(`templates.problems.${saved.error.code}`), tries }
  const problem = changedText(t, await lastChangeOf(actor, id), defaultLocale)
  return { answers, errors: {}, problem, stamp: saved.error.stamp, tries }
}

type Refused = { ok: false; error: { code: string } }

/** Back to the template, saying what was done or why nothing was. */
const answered = (id: string, outcome: { ok: true } | Refused, done: string): never => {
  if (outcome.ok) redirect(withNotice(templatePath(id), done))
  const { code } = outcome.error
  if (code === 'not_found') notFound()
  redirect(withNotice(templatePath(id), code === 'ended' ? 'already_ended' : code))
}

/** Publishes the draft the colleague looked at. */
export const publishNow = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('settings.manage')
  const id = text(requireForm(form), 'id')
  answered(id, await publishTemplate(actor, id, text(form, 'stamp')), 'published')
}

export const makePublicNow = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('settings.manage')
  const id = text(requireForm(form), 'id')
  answered(id, await makePublic(actor, id), 'made_public')
}

/**
 * "Try it in the simulator": a test invitation of the version in use, opened at once in this browser. Only while a stand-in
 * plays the provider: with the real one every start may cost money and asks a real person.
 */
export const tryNow = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('settings.manage', 'invitations.manage')
  if (!env().sandbox.standIn) notFound()
  const id = text(requireForm(form), 'id')
  const key = readLinkKey(actor, text(form, 'form_key'))
  if (!key) redirect(withNotice(templatePath(id), 'try_again'))
  const made = await createInvitation(actor, {
    again: true,
    invitee: {
      reference: dictionary(defaultLocale)('templates.actions.tryReference'),
      name: '',
      email: '',
      phone: '',
      language: '',
    },
    templateId: id,
    locale: defaultLocale,
    lifeHours: 1,
    byMail: false,
    key,
  })
  if (made.ok) redirect(invitedPath(made.value.token))
  // A kept page whose trial is over already begins another at the next press.
  redirect(withNotice(templatePath(id), made.error.code === 'link_over' ? 'try_again' : 'not_published'))
}

/** The button of the page that asks first. */
export const discardNow = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('settings.manage')
  const id = text(requireForm(form), 'id')
  answered(id, await discardDraft(actor, id, text(form, 'stamp')), 'discarded')
}

/** The confirm page's button. */
export const endNow = async (form: FormData): Promise<void> => {
  await requireSameOrigin()
  const actor = await requirePermission('settings.manage')
  const id = text(requireForm(form), 'id')
  const ended = await endTemplate(actor, id)
  if (ended.ok) redirect(withNotice(templatesPath(), 'ended'))
  answered(id, ended, 'ended')
}
