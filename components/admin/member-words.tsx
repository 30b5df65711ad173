import { StatusTag } from '@/components/ui/status-tag'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import type { TeamMember } from '@/lib/staff/list-team'
import { Moment } from './moment'

export const factorText = ({ app, passkeys }: TeamMember, t: Translate): string => {
  if (app && passkeys > 0) return t('admin.team.factors.both')
  if (app) return t('admin.team.factors.app')
  return passkeys > 0 ? t('admin.team.factors.passkey') : t('admin.team.factors.none')
}

export const MemberSeen = ({ member, t, locale }: { member: TeamMember; t: Translate; locale: Locale }) =>
  member.seenAt ? <Moment at={member.seenAt} locale={locale} /> : t('admin.team.never')

export const MemberState = ({ member, t }: { member: TeamMember; t: Translate }) => (
  <StatusTag tone={member.disabledAt ? 'plain' : 'good'}>
    {t(member.disabledAt ? 'admin.team.states.disabled' : 'admin.team.states.active')}
  </StatusTag>
)
