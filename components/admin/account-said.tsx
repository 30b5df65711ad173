import { Notice, type NoticeKind } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'

const kinds = {
  app_added: 'good',
  passkey_added: 'good',
  passkey_removed: 'good',
  password_changed: 'good',
  sign_in_ended: 'good',
  theme_saved: 'good',
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

/** A number from an address, no larger than the change could have made it. */
const isCount = (text: unknown): boolean => typeof text === 'string' && /^[1-9]\d{0,2}$/.test(text)

/** What the last change of one's own account did. */
export const AccountSaid = ({ said, others, t }: { said: unknown; others: unknown; t: Translate }) =>
  isSaid(said) ? (
    <Notice kind={kinds[said]} role={kinds[said] === 'bad' ? 'alert' : 'status'}>
      <p>{t(`admin.accountPage.said.${said}`)}</p>
      {isCount(others) && <p>{t('admin.accountPage.saidOthers', { count: Number(others) })}</p>}
    </Notice>
  ) : null
