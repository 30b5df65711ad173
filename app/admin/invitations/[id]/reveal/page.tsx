import { notFound, redirect } from 'next/navigation'
import { Crumbs } from '@/components/admin/crumbs'
import { SensitiveForm } from '@/components/admin/sensitive-form'
import { ButtonLink } from '@/components/ui/button'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { getInvitation } from '@/lib/invites/get-invitation'
import { revealReasons, revealSeconds, revealWarnedSeconds } from '@/lib/kyc/reveal-reason'
import { adminInvitationPath, adminInvitationRevealPath, adminInvitationsPath } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { Console } from '../../../console'
import { confirmProps } from '../../../presence'
import { revealNow } from '../../actions'

const RevealPage = async ({ params }: PageProps<'/admin/invitations/[id]/reveal'>) => {
  const actor = await requirePermission('invitations.manage', 'people.reveal')
  const invitation = await getInvitation(actor, (await params).id)
  if (!invitation) notFound()
  const { id, reference, isMasked } = invitation
  const t = dictionary(defaultLocale)
  const back = adminInvitationPath(id)
  // Nothing to show, so no question why.
  if (!isMasked) redirect(back)
  const [{ name }, confirm] = await Promise.all([getOrganisation(), confirmProps(actor)])
  const title = t('common.pageTitle', { page: t('admin.invite.reveal.title'), business: name })
  return (
    <Console actor={actor} t={t} page={null} room="invitations">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[
          { text: t('admin.nav.invitations'), href: adminInvitationsPath() },
          { text: reference, href: back },
          { text: t('admin.invite.reveal.title') },
        ]}
      />
      <h1 className="text-h1 font-bold">{t('admin.invite.reveal.heading', { reference })}</h1>
      <p className="max-w-read">{t('admin.invite.reveal.body', { seconds: revealSeconds })}</p>
      <div className="max-w-read">
        <SensitiveForm
          action={revealNow}
          submit={t('admin.invite.reveal.submit', { seconds: revealSeconds })}
          problemHeading={t('admin.invite.reveal.problem')}
          confirm={confirm}
          title={{ plain: title, problem: t('common.problemTitle', { title }) }}
          fields={[
            {
              kind: 'choice',
              name: 'reason',
              label: t('admin.invite.reveal.reason'),
              value: '',
              options: revealReasons.map((reason) => ({
                value: reason,
                label: t(`admin.invite.reveal.reasons.${reason}`),
                hint: t(`admin.invite.reveal.hints.${reason}`),
              })),
            },
          ]}
          revealed={{
            heading: t('admin.invite.reveal.shown', { reference }),
            lead: t('admin.invite.reveal.leaves', { seconds: revealSeconds }),
            copy: t('admin.invite.reveal.copy'),
            copied: t('admin.invite.reveal.copied'),
            leave: {
              seconds: revealSeconds,
              href: back,
              warned: revealWarnedSeconds,
              soon: t('admin.invite.reveal.soon', { seconds: revealWarnedSeconds }),
              again: { href: adminInvitationRevealPath(id), label: t('admin.invite.reveal.again') },
            },
          }}
        >
          <input type="hidden" name="id" value={id} />
        </SensitiveForm>
      </div>
      <div>
        <ButtonLink href={back} kind="secondary">
          {t('admin.invite.reveal.back')}
        </ButtonLink>
      </div>
    </Console>
  )
}

export default RevealPage
