import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'

const words = ['role', 'disable', 'enable', 'end_sign_ins', 'reset_factors', 'unchanged', 'withdrawn'] as const

/** What the last change of a colleague did. */
export const TeamSaid = ({ said, t }: { said: unknown; t: Translate }) => {
  const word = words.find((known) => known === said)
  return word ? (
    <Notice kind={word === 'unchanged' ? 'info' : 'good'} role="status">
      <p>{t(`admin.team.said.${word}`)}</p>
    </Notice>
  ) : null
}
