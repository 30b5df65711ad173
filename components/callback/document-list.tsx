import { StatusTag } from '@/components/ui/status-tag'
import type { Translate } from '@/lib/i18n/dictionary'
import type { PersonSession } from '@/lib/sessions/session-dto'
import { type DocumentState, documentState } from './document-states'

type Tone = 'good' | 'warn' | 'info' | 'plain'

const tones: Record<DocumentState, Tone> = {
  agreed: 'good',
  not_included: 'warn',
  withdrawn: 'plain',
  not_received: 'plain',
  unknown: 'warn',
  held: 'warn',
  asked: 'info',
}

/** What was asked and what came, by name only: no number, no name, no date of birth (ux 4.5). */
export const DocumentList = ({ session, t }: { session: PersonSession; t: Translate }) =>
  // A "No" on our own page comes before anything was asked for.
  session.doc_types.length === 0 ? null : (
    <section aria-labelledby="documents">
      <h2 id="documents" className="text-h2 font-semibold">
        {t('callback.documents.heading')}
      </h2>
      <ul className="mt-3 divide-y divide-line border-y border-line">
        {session.doc_types.map((doc) => {
          const state = documentState(session, doc)
          return (
            <li key={doc} className="flex flex-wrap items-center justify-between gap-2 py-3">
              <span className="text-read">{t(`documents.${doc}.name`)}</span>
              <StatusTag tone={tones[state]}>{t(`callback.documents.${state}`)}</StatusTag>
            </li>
          )
        })}
      </ul>
    </section>
  )
