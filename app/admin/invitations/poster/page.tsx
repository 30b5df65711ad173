import { Crumbs } from '@/components/admin/crumbs'
import { CopyButton } from '@/components/ui/copy-button'
import { QrCode } from '@/components/ui/qr-code'
import { requirePermission } from '@/lib/auth/require-permission'
import { env } from '@/lib/env'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { adminInvitationsPath } from '@/lib/paths'
import { qrPicture } from '@/lib/qr'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { Console } from '../../console'
import { opensHereOnly } from '../made'

/** The public start page as a QR code for a counter or a wall; it has no end. */
const PosterPage = async () => {
  const actor = await requirePermission('invitations.manage')
  const t = dictionary(defaultLocale)
  const { name: business } = await getOrganisation()
  const address = env().publicOrigin
  const title = t('admin.invite.poster.title')
  return (
    <Console actor={actor} t={t} page={title} room="invitations">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[{ text: t('admin.nav.invitations'), href: adminInvitationsPath() }, { text: title }]}
      />
      <h1 className="text-h1 font-bold">{title}</h1>
      <p className="max-w-read">{t('admin.invite.poster.lead')}</p>
      <figure className="flex max-w-read flex-col items-start gap-3 rounded-card border border-line p-6">
        <figcaption className="text-h2 font-bold">{t('admin.invite.poster.words', { business })}</figcaption>
        <QrCode picture={qrPicture(address)} label={t('admin.invite.poster.qr')} />
        <p className="break-all font-mono">
          <bdi dir="ltr">{address}</bdi>
        </p>
      </figure>
      {opensHereOnly() && <p className="max-w-read">{t('admin.invite.made.qrHere')}</p>}
      <div className="flex flex-wrap items-center gap-2">
        <CopyButton text={address} label={t('admin.invite.poster.copy')} doneLabel={t('admin.invite.made.copied')} />
      </div>
    </Console>
  )
}

export default PosterPage
