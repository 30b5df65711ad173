import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import type { SessionNote } from '@/lib/sessions/admin-session-dto'
import { Moment } from './moment'

type NoteListProps = { notes: readonly SessionNote[]; t: Translate; locale: Locale }

/** Notes as they were typed. Each stands alone, so that no text of one can change how its neighbours read (F-38). */
export const NoteList = ({ notes, t, locale }: NoteListProps) =>
  notes.length === 0 ? (
    <p className="text-ink-soft">{t('admin.session.notes.none')}</p>
  ) : (
    <ul className="flex max-w-read flex-col gap-3">
      {notes.map(({ id, at, name, text }) => (
        <li key={id} className="flex flex-col gap-1 rounded-card border border-line p-4">
          <p dir="auto" className="whitespace-pre-wrap">
            <bdi>{text}</bdi>
          </p>
          <p className="text-small text-ink-soft">
            <bdi>{name}</bdi> · <Moment at={at} locale={locale} />
          </p>
        </li>
      ))}
    </ul>
  )
