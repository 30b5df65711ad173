import type { ReactNode } from 'react'
import { Section } from '@/components/admin/section'
import { Button, ButtonLink } from '@/components/ui/button'
import { DownloadForm } from '@/components/ui/download-form'
import { Notice } from '@/components/ui/notice'
import { SummaryList } from '@/components/ui/summary-list'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime, formatNumber } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import { invitableRows } from '@/lib/kyc/invitable-rows'
import { adminImportClosePath, adminImportLinksPath, adminInvitationsPath, adminInviteManyPath } from '@/lib/paths'
import { ImportProblems } from './import-problems'

export type ImportFacts = {
  id: string
  state: 'checked' | 'running' | 'stopped' | 'done' | 'closed'
  template: string
  /** What the form for it said. */
  chosen: { template: string; language: string; life: string }
  /** Links of this file open nothing then. */
  template_ended: boolean
  total_rows: number
  good_rows: number
  /** Of the good ones; null for a file from before they were counted. */
  email_rows: number | null
  unnamed_rows: number | null
  created_rows: number
  /** Rows that were good at first and were left out in the work. */
  left_out: readonly number[]
  problems: readonly { row: number; column: string | null; code: string; first?: number }[]
  ignored_columns: readonly string[]
  links_until: Date | null
  links_taken: boolean
  /** Invitations that closing would close; counted where it is offered. */
  open: number
}

type Props = {
  facts: ImportFacts
  createMany: (form: FormData) => Promise<void>
  /** Whether a mail server is set. */
  mail: boolean
  /** Asks who is there before links leave; null where that was proven a moment ago. */
  proof: ReactNode
  t: Translate
  locale: Locale
}

/** Back to the form as it was sent; what was pasted is still kept then. */
const OtherFile = ({ facts, t }: Pick<Props, 'facts' | 't'>) => (
  <ButtonLink href={adminInviteManyPath({ ...facts.chosen, rows: 'kept' })} kind="secondary">
    {t('admin.invite.many.other')}
  </ButtonLink>
)

/** What the end of its template means for a file: nothing can be made of it, or what was made is of no use. */
const Ended = ({ facts, t }: Pick<Props, 'facts' | 't'>) => {
  if (facts.state === 'done')
    return (
      <Notice kind="warn" title={t('admin.invite.many.ended.title')}>
        <p>{t('admin.invite.many.ended.done')}</p>
      </Notice>
    )
  return (
    <Notice kind="warn" role="status" title={t('admin.invite.many.ended.title')}>
      {facts.state === 'checked' && <p>{t('admin.invite.many.ended.checked')}</p>}
      {facts.state === 'stopped' && <p>{t('admin.invite.many.ended.stopped', { count: facts.created_rows })}</p>}
      <div>
        <OtherFile facts={facts} t={t} />
      </div>
    </Notice>
  )
}

/** Of a file that is finished with, or was never begun, the end says nothing that still matters. */
const matters = ({ state, template_ended, open, good_rows }: ImportFacts): boolean =>
  state === 'stopped' || (template_ended && (state === 'checked' ? good_rows > 0 : state === 'done' && open > 0))

const Preview = ({ facts, createMany, mail, t }: Props) => {
  const bad = facts.total_rows - facts.good_rows
  if (facts.good_rows === 0)
    return (
      <Notice kind="warn" title={t('admin.invite.many.noneGood')}>
        <OtherFile facts={facts} t={t} />
      </Notice>
    )
  return (
    <form action={createMany} className="flex max-w-read flex-col gap-4">
      <input type="hidden" name="id" value={facts.id} />
      {mail && (
        <label className="flex min-h-control items-center gap-2">
          <input type="checkbox" name="by_mail" value="yes" className="size-icon shrink-0" />
          {t('admin.invite.many.byMail', { count: facts.email_rows ?? 0 })}
        </label>
      )}
      <p>{t('admin.invite.many.background')}</p>
      <div className="flex flex-wrap gap-2">
        <Button>
          {t(bad === 0 ? 'admin.invite.many.createAll' : 'admin.invite.many.create', { good: facts.good_rows, bad })}
        </Button>
        <OtherFile facts={facts} t={t} />
      </div>
    </form>
  )
}

const Progress = ({ facts, t, locale }: Pick<Props, 'facts' | 't' | 'locale'>) => (
  <div className="flex max-w-read flex-col gap-3">
    <p role="status" className="text-h3 font-semibold tabular-nums">
      {t('admin.invite.many.progress', {
        done: formatNumber(facts.created_rows, locale),
        all: formatNumber(invitableRows(facts), locale),
      })}
    </p>
    <progress
      value={facts.created_rows}
      max={invitableRows(facts)}
      aria-label={t('admin.invite.many.progressName')}
      className="w-full"
    />
    <p>{t('admin.invite.many.leave')}</p>
  </div>
)

const Links = ({ facts, proof, t, locale }: Pick<Props, 'facts' | 'proof' | 't' | 'locale'>) => (
  <div className="flex max-w-read flex-col gap-4">
    <Notice kind="good" role="status" title={t('admin.invite.many.done', { count: facts.created_rows })}>
      {facts.links_until && (
        <p>{t('admin.invite.many.linksUntil', { time: formatDateTime(facts.links_until, locale) })}</p>
      )}
      {!facts.links_until && (
        <p>
          {t(facts.links_taken ? 'admin.invite.many.linksTaken' : 'admin.invite.many.linksOver')}{' '}
          {!facts.template_ended && t('admin.invite.many.linkForOne')}
        </p>
      )}
    </Notice>
    {facts.links_until && (
      <DownloadForm action={adminImportLinksPath(facts.id)}>
        {proof}
        <Button>{t('admin.invite.many.takeLinks')}</Button>
      </DownloadForm>
    )}
  </div>
)

const Closed = ({ facts, t }: Pick<Props, 'facts' | 't'>) => (
  <Notice kind="info" role="status">
    <p>{t('admin.invite.many.close.closed', { count: facts.created_rows })}</p>
  </Notice>
)

const Ways = ({ facts, t }: Pick<Props, 'facts' | 't'>) => (
  <div className="flex flex-wrap gap-2">
    {facts.created_rows > 0 && (
      <ButtonLink href={adminInvitationsPath({ file: facts.id })} kind="secondary">
        {t('admin.invite.many.see')}
      </ButtonLink>
    )}
    {(facts.state === 'running' || facts.open > 0) && (
      <ButtonLink href={adminImportClosePath(facts.id)} kind="secondary">
        {t(facts.state === 'closed' ? 'admin.invite.many.close.rest' : 'admin.invite.many.close.open', {
          count: facts.open,
        })}
      </ButtonLink>
    )}
  </div>
)

/** What was called good and did not become an invitation, row by row. */
const LeftOut = ({ rows, t }: { rows: readonly number[]; t: Translate }) => {
  const heading = t('admin.invite.many.leftOut', { count: rows.length })
  return (
    <Section id="left-out" heading={heading}>
      <p className="max-w-read">{t('admin.invite.many.leftOutHint')}</p>
      <ImportProblems
        caption={heading}
        problems={rows.map((row) => ({ row, column: 'reference', code: 'known_since' }))}
        t={t}
      />
    </Section>
  )
}

/** A file of people in its states: looked through, being worked off, stopped, done, closed. */
export const ImportPanel = (props: Props) => {
  const { facts, t, locale } = props
  const good = invitableRows(facts)
  const some = (term: string, count: number | null) =>
    count === null ? [] : [{ term, value: formatNumber(count, locale) }]
  return (
    <>
      {matters(facts) && <Ended facts={facts} t={t} />}
      {facts.state === 'checked' && !matters(facts) && <Preview {...props} />}
      {facts.state === 'running' && <Progress facts={facts} t={t} locale={locale} />}
      {facts.state === 'done' && <Links facts={facts} proof={props.proof} t={t} locale={locale} />}
      {facts.state === 'closed' && <Closed facts={facts} t={t} />}
      {facts.state !== 'running' && facts.left_out.length > 0 && <LeftOut rows={facts.left_out} t={t} />}
      {facts.state !== 'checked' && <Ways facts={facts} t={t} />}
      <Section id="file" heading={t('admin.invite.many.fileHeading')}>
        <SummaryList
          items={[
            { term: t('admin.invite.fields.template'), value: <bdi>{facts.template}</bdi> },
            { term: t('admin.invite.many.rows'), value: formatNumber(facts.total_rows, locale) },
            { term: t('admin.invite.many.goodRows'), value: formatNumber(good, locale) },
            ...some(t('admin.invite.many.emailRows'), facts.email_rows),
            ...some(t('admin.invite.many.unnamedRows'), facts.unnamed_rows),
            { term: t('admin.invite.many.badRows'), value: formatNumber(facts.total_rows - good, locale) },
            ...(facts.ignored_columns.length === 0
              ? []
              : [{ term: t('admin.invite.many.ignored'), value: <bdi>{facts.ignored_columns.join(', ')}</bdi> }]),
          ]}
        />
      </Section>
      {facts.problems.length > 0 && (
        <Section id="problems" heading={t('admin.invite.many.problems')}>
          <ImportProblems caption={t('admin.invite.many.problems')} problems={facts.problems} t={t} />
        </Section>
      )}
    </>
  )
}
