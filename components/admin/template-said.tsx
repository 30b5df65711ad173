import { Notice, type NoticeKind } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'

const kinds = {
  created: 'good',
  saved: 'good',
  published: 'good',
  discarded: 'good',
  made_public: 'good',
  ended: 'good',
  changed: 'warn',
  already_ended: 'info',
  no_draft: 'info',
  not_published: 'info',
  try_again: 'info',
} as const satisfies Record<string, NoticeKind>

const isSaid = (word: unknown): word is keyof typeof kinds => typeof word === 'string' && Object.hasOwn(kinds, word)

/** What the last action on a template did, by a word in the address; any other word says nothing. */
export const TemplateSaid = ({ said, t }: { said: unknown; t: Translate }) =>
  isSaid(said) ? (
    <Notice kind={kinds[said]} role="status">
      <p>{t(`templates.said.${said}`)}</p>
    </Notice>
  ) : null
