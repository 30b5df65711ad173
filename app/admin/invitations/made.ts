import 'server-only'
import type { Made, MadeWords } from '@/components/invited/made-link'
import { env } from '@/lib/env'
import { isLoopbackHost } from '@/lib/env-schema'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import { linkOf } from '@/lib/invites/links'
import { adminInvitationPath } from '@/lib/paths'
import { qrPicture } from '@/lib/qr'

type About = {
  id: string
  reference: string
  /** Where whoever looks has just typed it. */
  name?: string
  token: string
  expiresAt: Date
  /** What became of an e-mail; null where there was none to expect. */
  mail: string | null
  business: string
  t: Translate
  locale: Locale
}

/** A demonstration on somebody's machine: the camera of a phone reads an address that no phone can open. */
export const opensHereOnly = (): boolean => isLoopbackHost(new URL(env().publicOrigin).hostname)

/** A fresh link as it is shown: in words, as a picture, and in a text for a phone. */
export const madeLink = ({ id, reference, name = '', token, expiresAt, mail, business, t, locale }: About): Made => {
  const url = linkOf(token)
  return {
    url,
    who: name === '' ? t('admin.invite.made.who', { reference }) : t('admin.invite.made.whoNamed', { reference, name }),
    mail,
    until: t('admin.invite.made.until', { time: formatDateTime(expiresAt, locale) }),
    message: t('admin.invite.made.text', { business, link: url, time: formatDateTime(expiresAt, locale) }),
    qr: qrPicture(url),
    href: adminInvitationPath(id),
  }
}

export const madeWords = (t: Translate): MadeWords => ({
  heading: t('admin.invite.made.heading'),
  once: t('admin.invite.made.once'),
  link: t('admin.invite.made.link'),
  copyLink: t('admin.invite.made.copyLink'),
  message: t('admin.invite.made.message'),
  copyMessage: t('admin.invite.made.copyMessage'),
  copied: t('admin.invite.made.copied'),
  qr: t('admin.invite.made.qr'),
  qrHint: t(opensHereOnly() ? 'admin.invite.made.qrHere' : 'admin.invite.made.qrHint'),
  open: t('admin.invite.made.open'),
  another: t('admin.invite.made.another'),
})
