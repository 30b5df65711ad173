import { Notice, type NoticeKind } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'

/** What the last action did, by a word in the address; any other word says nothing. */
const kinds = {
  moved: 'good',
  lost: 'warn',
  reported: 'info',
  same: 'info',
  silent: 'warn',
  busy: 'warn',
  not_proven: 'warn',
  links_not_proven: 'bad',
  noted: 'good',
  changed: 'warn',
  cancelled: 'good',
  released: 'good',
  already_final: 'info',
  not_held: 'info',
  not_found: 'info',
  session_not_found: 'info',
  none_ticked: 'info',
  view_saved: 'good',
  view_forgotten: 'good',
  mail_queued: 'good',
  mail_not_found: 'info',
  mail_over: 'info',
  mail_template_ended: 'info',
  mail_no_mail: 'info',
  mail_no_address: 'info',
  mail_too_many: 'info',
  mail_on_its_way: 'info',
  app_on: 'good',
  passkey_on: 'good',
  invitation_revoked: 'good',
  invitation_over: 'info',
  invitation_not_found: 'info',
} as const satisfies Record<string, NoticeKind>

export type Said = keyof typeof kinds

const isSaid = (word: unknown): word is Said => typeof word === 'string' && Object.hasOwn(kinds, word)

export const SaidNotice = ({ said, t }: { said: unknown; t: Translate }) =>
  isSaid(said) ? (
    <Notice kind={kinds[said]} role="status">
      <p>{t(`admin.said.${said}`)}</p>
    </Notice>
  ) : null
