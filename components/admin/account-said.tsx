import { Notice, type NoticeKind } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'

const kinds = {
  app_added: 'good',
  passkey_added: 'good',
  passkey_removed: 'good',
  password_changed: 'good',
  sign_in_ended: 'good',
  passkey_refused: 'bad',
  passkey_name: 'bad',
  passkey_too_many: 'bad',
  stale: 'info',
  proven: 'good',
  not_proven: 'bad',
  other_person: 'bad',
} as const satisfies Record<string, NoticeKind>

type Said = keyof typeof kinds

const isSaid = (word: unknown): word is Said => typeof word === 'string' && Object.hasOwn(kinds, word)

/** What the last change of one's own account did. */
export const AccountSaid = ({ said, t }: { said: unknown; t: Translate }) =>
  isSaid(said) ? (
    <Notice kind={kinds[said]} role={kinds[said] === 'bad' ? 'alert' : 'status'}>
      <p>{t(`admin.accountPage.said.${said}`)}</p>
    </Notice>
  ) : null
