import { notFound } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { SaidNotice } from '@/components/admin/said-notice'
import { Section } from '@/components/admin/section'
import { InvitationFacts, InvitationMail, InvitationSessions } from '@/components/invited/invitation-facts'
import { InvitationTag } from '@/components/invited/invitation-tag'
import { MailProblemNotice } from '@/components/invited/mail-problem-notice'
import { RenewForm } from '@/components/invited/renew-form'
import { Button, ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { may } from '@/lib/auth/permissions'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { getInvitation } from '@/lib/invites/get-invitation'
import { newLinkKey } from '@/lib/invites/links'
import { adminInvitationRevealPath, adminInvitationRevokePath, adminInvitationsPath } from '@/lib/paths'
import { Console } from '../../console'
import { renewNow, resendNow } from '../actions'
import { madeWords } from '../made'

const InvitationPage = async ({ params, searchParams }: PageProps<'/admin/invitations/[id]'>) => {
  const actor = await requirePermission('invitations.manage')
  const invitation = await getInvitation(actor, (await params).id)
  if (!invitation) notFound()
  const { id, reference, state, can, isMasked, undelivered, templateEnded } = invitation
  const { said } = await searchParams
  const t = dictionary(locale)
  return (
    <Console actor={actor} t={t} page={t('admin.invite.title')} room="invitations">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[{ text: t('admin.nav.invitations'), href: adminInvitationsPath() }, { text: reference }]}
      />
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="min-w-0 text-h1 font-bold">{t('admin.invite.heading', { reference })}</h1>
        <InvitationTag state={state} t={t} />
      </div>
      <SaidNotice said={said} t={t} />
      {undelivered && <MailProblemNotice {...undelivered} t={t} />}
      {(can.resend || can.revoke) && (
        <div className="flex flex-wrap gap-2">
          {can.resend && (
            <form action={resendNow}>
              <input type="hidden" name="id" value={id} />
              <Button kind="secondary">{t('admin.invite.resend')}</Button>
            </form>
          )}
          {can.revoke && (
            <ButtonLink href={adminInvitationRevokePath(id)} kind="secondary">
              {t('admin.invite.revoke.open')}
            </ButtonLink>
          )}
        </div>
      )}
      {templateEnded && can.revoke && (
        <Notice kind="info">
          <p>{t('admin.invite.templateEnded')}</p>
        </Notice>
      )}
      {can.renew && (
        <Section id="link" heading={t('admin.invite.link')}>
          <RenewForm
            action={renewNow}
            id={id}
            formKey={newLinkKey(actor)}
            replaced={invitation.replacedLinks}
            words={{
              ...madeWords(t),
              heading: t('admin.invite.renewed'),
              renew: t('admin.invite.renew'),
              renewHint: t('admin.invite.renewHint'),
            }}
          />
        </Section>
      )}
      <div className="grid gap-8 lg:grid-cols-2 lg:gap-12">
        <Section id="facts" heading={t('admin.invite.facts.heading')}>
          <InvitationFacts facts={invitation} t={t} locale={locale} />
          {may(actor, 'people.reveal') && isMasked && (
            <div>
              <ButtonLink href={adminInvitationRevealPath(id)} kind="secondary">
                {t('admin.invite.reveal.open')}
              </ButtonLink>
            </div>
          )}
        </Section>
        <Section id="mail" heading={t('admin.invite.mail.heading')}>
          <InvitationMail mail={invitation.mail} t={t} locale={locale} />
        </Section>
      </div>
      <Section id="sessions" heading={t('admin.invite.sessions.heading')}>
        <InvitationSessions sessions={invitation.sessions} t={t} locale={locale} />
      </Section>
    </Console>
  )
}

export default InvitationPage
