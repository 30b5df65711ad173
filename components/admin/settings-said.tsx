import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'

const words = ['saved', 'logo_saved', 'logo_removed', 'colour_saved', 'periods_saved'] as const

/** What was just saved, by a word in the address; any other word says nothing. */
export const SettingsSaid = ({ said, t }: { said: unknown; t: Translate }) => {
  const word = words.find((known) => known === said)
  return word ? (
    <Notice kind="good" role="status">
      <p>{t(`settings.said.${word}`)}</p>
    </Notice>
  ) : null
}
