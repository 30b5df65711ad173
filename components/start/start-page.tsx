import { HandoverProblem } from '@/components/handover/handover-problem'
import { ToPhone } from '@/components/handover/to-phone'
import { Notice } from '@/components/ui/notice'
import type { Notice as ConsentNotice } from '@/lib/consent/notice'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import type { DocType } from '@/lib/kyc/doc-types'
import type { Standing } from '@/lib/kyc/standing'
import type { Flow } from '@/lib/kyc/start-schema'
import { DocumentCard } from './document-card'
import { LastNotice } from './last-notice'
import { LeavingLine } from './leaving-line'
import { NoticeText } from './notice-text'
import { StartForm } from './start-form'
import { StartNotices } from './start-notices'
import type { StartAction } from './start-safely'
import { startWords } from './start-words'
import { Tips } from './tips'
import { UnfinishedNotice } from './unfinished-notice'

type Last = { handle: string; standing: Standing; at: Date } | null

type StartFacts = {
  start_key: string | null
  unfinished: { handle: string; sentAt: Date; openUntil: Date } | null
  last: Last
  providerSilentSince: Date | null
  triesLeft: number | null
  blockedUntil: Date | null
}

/** What a template asks for, in the order of the page. */
export type StartAsks = { documents: readonly { doc: DocType; required: boolean; why: string }[]; flow: Flow }

type StartPageProps = {
  t: Translate
  locale: Locale
  organisation: { name: string; alternative_way: string }
  /** null until set-up has named the organisation: nobody may be asked to consent before (L-01). Null also while closed. */
  ready: { facts: StartFacts; notice: ConsentNotice; asks: StartAsks } | null
  /** True while no template stands here: it was ended. */
  closed: boolean
  /** What this browser can still read, where no form stands to tell it. */
  lastOfClosed: Last
  /** The form that was sent is of a page from before an update (ux 4.9). */
  updated: boolean
  host: string
  inAppAddress: string | null
  /** This page's own address. */
  here: string
  actions: {
    start: StartAction
    decline: (form: FormData) => Promise<void>
    continueThere: (form: FormData) => Promise<void>
  }
  /** null where nobody may go on on a phone; `said` as in HandoverProblem. */
  toPhone: { action: (form: FormData) => Promise<void>; said: unknown } | null
}

const Heading = ({ title, lead }: { title: string; lead: string }) => (
  <div className="flex flex-col gap-3">
    <h1 className="text-h1 font-bold">{title}</h1>
    <p className="text-read">{lead}</p>
  </div>
)

const docsHint = (t: Translate, { documents }: StartAsks): string => {
  const required = documents.filter((document) => document.required).length
  if (required === 0) return t('start.docsHint')
  return t(required === documents.length ? 'start.docsHintAll' : 'start.docsHintSome')
}

/** Everything the person needs to decide, on one page, in the order in which it is decided (ux 4.1). */
export const StartPage = ({
  t,
  locale,
  organisation,
  ready,
  closed,
  lastOfClosed,
  updated,
  host,
  inAppAddress,
  here,
  actions,
  toPhone,
}: StartPageProps) => {
  const words = startWords(t, organisation, ready?.asks.documents.length ?? 0)
  if (!ready)
    return (
      <>
        <title>{words.title}</title>
        <Heading
          title={t(closed ? 'start.closedHeading' : 'start.notOpenHeading')}
          lead={t(closed ? 'start.closed' : 'start.notOpen')}
        />
        {lastOfClosed && <LastNotice t={t} locale={locale} last={lastOfClosed} />}
        {closed && <p className="text-read">{words.otherWay}</p>}
      </>
    )
  const { facts, notice, asks } = ready
  const business = organisation.name
  const form = facts.blockedUntil === null && facts.start_key !== null
  return (
    <>
      <Heading title={t('start.heading', { business })} lead={t('start.lead')} />
      {updated && (
        <Notice kind="warn">
          <p>{words.problems.page_updated}</p>
        </Notice>
      )}
      {facts.unfinished && (
        <UnfinishedNotice
          t={t}
          unfinished={facts.unfinished}
          continueThere={actions.continueThere}
          canStartOver={form}
        />
      )}
      {facts.last && <LastNotice t={t} locale={locale} last={facts.last} />}
      <StartNotices
        t={t}
        locale={locale}
        alternativeWay={organisation.alternative_way}
        silentSince={facts.providerSilentSince}
        triesLeft={facts.triesLeft}
        blockedUntil={facts.blockedUntil}
        inAppAddress={inAppAddress}
      />
      {facts.start_key === null && (
        <Notice kind="warn">
          <p>{words.problems.cookies_off}</p>
          <p>
            <a href={here}>{words.reload}</a>
          </p>
        </Notice>
      )}
      {/* A browser without cookies is told so above already. */}
      {toPhone !== null && facts.start_key !== null && <HandoverProblem {...toPhone} here={here} t={t} />}
      {form && toPhone !== null && <ToPhone action={toPhone.action} t={t} />}
      {form && facts.start_key !== null ? (
        <StartForm
          start_key={facts.start_key}
          flow={asks.flow}
          start={actions.start}
          decline={actions.decline}
          words={words}
          hint={docsHint(t, asks)}
          documents={asks.documents.map(({ doc, required, why }) => ({
            doc,
            required,
            name: t(`documents.${doc}.name`),
            tag: t(required ? 'documents.required' : 'documents.optional'),
            card: <DocumentCard doc={doc} why={why} t={t} locale={locale} />,
          }))}
          notice={<NoticeText notice={notice} />}
          tips={<Tips t={t} open={facts.triesLeft !== null} />}
          leaving={<LeavingLine t={t} host={host} business={business} />}
        />
      ) : (
        <title>{words.title}</title>
      )}
    </>
  )
}
