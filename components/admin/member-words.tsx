import { StatusTag } from '@/components/ui/status-tag'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'

export type MemberLine = {
  id: string
  name: string
  email: string
  role: string
  app: boolean
  passkeys: number
  seenAt: Date | null
  disabledAt: Date | null
}

export const factorText = ({ app, passkeys }: MemberLine, t: Translate): string => {
  if (app && passkeys > 0) return t('admin.team.factors.both')
  if (app) return t('admin.team.factors.app')
  return passkeys > 0 ? t('admin.team.factors.passkey') : t('admin.team.factors.none')
}

export const seenText = ({ seenAt }: MemberLine, t: Translate, locale: Locale): string =>
  seenAt ? formatDateTime(seenAt, locale) : t('admin.team.never')

export const MemberState = ({ member, t }: { member: MemberLine; t: Translate }) => (
  <StatusTag tone={member.disabledAt ? 'plain' : 'good'}>
    {t(member.disabledAt ? 'admin.team.states.disabled' : 'admin.team.states.active')}
  </StatusTag>
)
