import { Section } from '@/components/admin/section'
import { SummaryList } from '@/components/ui/summary-list'
import type { AuditEntry } from '@/lib/audit/get-audit-row'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import { adminAuditPath, adminSessionPath, auditNoticePath } from '@/lib/paths'
import { AboutText, ActionText, whoText } from './audit-words'
import { Moment } from './moment'

type Props = {
  entry: AuditEntry
  /** Whether this colleague may open the session the row is about. */
  opensSessions: boolean
  t: Translate
  locale: Locale
}

const Code = ({ children }: { children: string }) => (
  <bdi dir="ltr" className="break-all font-mono text-small">
    {children}
  </bdi>
)

const Facts = ({ entry, opensSessions, t, locale }: Props) => (
  <SummaryList
    items={[
      { term: t('admin.audit.columns.at'), value: <Moment at={entry.at} locale={locale} /> },
      {
        term: t('admin.audit.columns.who'),
        value: (
          <span className="flex flex-col gap-1">
            <bdi>{whoText(entry.who, t)}</bdi>
            <Code>{entry.who.id}</Code>
            <a href={adminAuditPath({ who: entry.who.id })}>{t('admin.audit.entry.allWho')}</a>
          </span>
        ),
      },
      { term: t('admin.audit.columns.action'), value: <ActionText row={{ ...entry, from: null, to: null }} t={t} /> },
      {
        term: t('admin.audit.columns.about'),
        value: (
          <span className="flex flex-col gap-1">
            <AboutText object={entry.object} t={t} />
            {(entry.object.name ?? entry.object.reference) !== null && <Code>{entry.object.id}</Code>}
            <a href={adminAuditPath({ about: entry.object.id })}>{t('admin.audit.entry.allAbout')}</a>
            {opensSessions && entry.object.reference && (
              <a href={adminSessionPath(entry.object.id)}>{t('admin.audit.entry.openSession')}</a>
            )}
          </span>
        ),
      },
      {
        term: t('admin.audit.entry.request'),
        value: entry.request_id ? <Code>{entry.request_id}</Code> : t('admin.audit.entry.noRequest'),
      },
    ]}
  />
)

const Proof = ({ entry, t, locale }: Omit<Props, 'opensSessions'>) => (
  <SummaryList
    items={[
      {
        term: t('admin.audit.entry.intact'),
        value: t(entry.intact ? 'admin.audit.entry.intactYes' : 'admin.audit.entry.intactNo'),
      },
      {
        term: t('admin.audit.entry.signed'),
        value: entry.signed
          ? t('admin.audit.entry.signedBy', {
              number: entry.signed.number,
              time: formatDateTime(new Date(entry.signed.at), locale),
            })
          : t('admin.audit.entry.unsigned'),
      },
      { term: t('admin.audit.entry.hash'), value: <Code>{entry.hash}</Code> },
      { term: t('admin.audit.entry.prev'), value: <Code>{entry.prev_hash}</Code> },
      { term: t('admin.audit.entry.body'), value: <Code>{entry.body}</Code> },
    ]}
  />
)

/** A notice is named by its fingerprint, which leads to its words. */
const Detail = ({ name, value, t }: { name: string; value: string; t: Translate }) => (
  <span className="flex flex-col gap-1">
    <bdi>{value}</bdi>
    {name === 'notice' && <a href={auditNoticePath(value)}>{t('admin.audit.notice.read')}</a>}
  </span>
)

/** One row whole: what happened, what it changed, and what proves it. */
export const AuditEntryView = ({ entry, opensSessions, t, locale }: Props) => (
  <>
    <div className="grid gap-8 lg:grid-cols-2 lg:gap-12">
      <Section id="facts" heading={t('admin.audit.entry.facts')}>
        <Facts entry={entry} opensSessions={opensSessions} t={t} locale={locale} />
      </Section>
      <div className="flex min-w-0 flex-col gap-8">
        <Section id="change" heading={t('admin.audit.entry.change')}>
          {entry.from === null && entry.to === null ? (
            <p className="text-ink-soft">{t('admin.audit.entry.noChange')}</p>
          ) : (
            <SummaryList
              items={[
                { term: t('admin.audit.entry.before'), value: entry.from ?? '' },
                { term: t('admin.audit.entry.after'), value: entry.to ?? '' },
              ]}
            />
          )}
        </Section>
        <Section id="detail" heading={t('admin.audit.entry.detail')}>
          {entry.detail.length === 0 ? (
            <p className="text-ink-soft">{t('admin.audit.entry.noDetail')}</p>
          ) : (
            <SummaryList
              items={entry.detail.map(({ name, value }) => ({
                term: name.replaceAll('_', ' '),
                value: <Detail name={name} value={value} t={t} />,
              }))}
            />
          )}
        </Section>
      </div>
    </div>
    <Section id="proof" heading={t('admin.audit.entry.proof')}>
      <Proof entry={entry} t={t} locale={locale} />
    </Section>
  </>
)
