import { TypedText } from '@/components/ui/typed-text'
import type { AuditObject, AuditRow, AuditWho } from '@/lib/audit/audit-row'
import type { Translate } from '@/lib/i18n/dictionary'

/** Who did it, in a few words. */
export const whoText = ({ kind, id, name }: AuditWho, t: Translate): string => {
  const who = t(`admin.audit.who.${kind ?? 'unknown'}`)
  if (kind === 'system') return t('admin.audit.job', { who, job: id.replaceAll('_', ' ') })
  return name ?? who
}

/** Ids say what they are by their beginning (lib/ids.ts); some things there is only one of. */
const kinds = {
  exp: 'export',
  inv: 'invitation',
  imp: 'import',
  tpl: 'template',
  tpv: 'template',
  tin: 'staff_invite',
  kyc: 'session',
  stf: 'colleague',
  brand: 'brand',
  organisation: 'organisation',
  retention: 'retention',
  era: 'erasure',
  provider: 'provider',
  mail: 'mail',
  sso: 'sso',
} as const

const isKind = (word: string): word is keyof typeof kinds => Object.hasOwn(kinds, word)

/** What kind of thing an id stands for, in words; null where nothing is known of it. */
const kindText = (id: string, t: Translate): string | null => {
  const word = id.split('_')[0] ?? ''
  return isKind(word) ? t(`admin.audit.kinds.${kinds[word]}`) : null
}

/** What it was about: the words people use for it, else what kind of thing it was and our id. */
export const AboutText = ({ object, t }: { object: AuditObject; t: Translate }) => {
  if (object.name) return <TypedText>{object.name}</TypedText>
  if (object.reference)
    return (
      <bdi dir="ltr" className="whitespace-nowrap">
        {object.reference}
      </bdi>
    )
  const kind = kindText(object.id, t)
  return (
    <span className="flex flex-col">
      {kind && <span>{kind}</span>}
      {object.id.includes('_') || !kind ? (
        // Ours are of one length, which a desk has room for.
        <bdi dir="ltr" className={`break-all font-mono text-small text-ink-soft ${kind ? 'lg:whitespace-nowrap' : ''}`}>
          {object.id}
        </bdi>
      ) : null}
    </span>
  )
}

/** Guarantee: only asked for after `t.has` has found it (lib/audit/events.test.ts keeps one for every action). */
const wordsKey = (action: string) =>
  `admin.audit.what.${action.replace('.', '_')}` as 'admin.audit.what.session_started'

/** An action in words. A row of another version of Swikriti may name one that this one does not know. */
export const actionWords = (action: string, t: Translate): string =>
  t.has(wordsKey(action)) ? t(wordsKey(action)) : action

/** The action in words and as searches and files name it, and the move it made. */
export const ActionText = ({ row, t }: { row: Pick<AuditRow, 'action' | 'from' | 'to'>; t: Translate }) => (
  <span className="flex flex-col">
    <span className="font-semibold">{actionWords(row.action, t)}</span>
    <span className="text-small text-ink-soft">{row.action}</span>
    {row.from !== null && row.to !== null && (
      <span className="text-small text-ink-soft">{t('admin.audit.arrow', { from: row.from, to: row.to })}</span>
    )}
  </span>
)
