import 'server-only'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import { readsOf } from '@/lib/i18n/reads-of'
import { type DocType, docTypes } from '@/lib/kyc/doc-types'

/** What the notice says about the business; the whole Organisation fits. */
export type NoticeOrganisation = {
  readonly name: string
  readonly legal_name: string
  readonly contact: string
  readonly grievance_officer: string
  readonly grievance_contact: string
  readonly alternative_way: string
  /** How long records of consent are kept after their end. */
  readonly session_days: number
}

/** What is asked for, and why where the organisation says it in words of its own. */
export type Asked = {
  readonly docs: readonly DocType[]
  readonly purposes: Readonly<Partial<Record<DocType, string>>>
}

/** Every document, in the words of the dictionary. */
export const everyDocument: Asked = { docs: docTypes, purposes: {} }

/** What reading each document would tell, as a line of the notice; a record of consent shows the same line (L-05). */
export const readLines = (t: Translate, locale: Locale, { docs }: Asked): Partial<Record<DocType, string>> =>
  Object.fromEntries(docs.map((doc) => [doc, `${t(`documents.${doc}.name`)}: ${readsOf(t, locale, doc)}`]))

/** Why a document is asked for; the same words on its card and in the notice (L-01). */
export const purposeOf = (t: Translate, { purposes }: Asked, doc: DocType): string =>
  purposes[doc] ?? t(`documents.${doc}.why`)

export type NoticeSection = {
  id: string
  heading: string
  paragraphs: readonly string[]
  items: readonly { term: string; text: string }[]
  /** Said after the items. */
  after: readonly string[]
}

const section = (id: string, heading: string, part: Partial<NoticeSection>): NoticeSection => ({
  paragraphs: [],
  items: [],
  after: [],
  ...part,
  id,
  heading,
})

/** The sections the law asks for, each complete without following a link (L-01, L-02). */
export const noticeSections = (
  t: Translate,
  locale: Locale,
  organisation: NoticeOrganisation,
  asked: Asked,
): NoticeSection[] => {
  const { name: business, legal_name: legalName, contact } = organisation
  return [
    section('data', t('notice.dataHeading'), {
      paragraphs: [t('notice.intro', { legalName }), t('notice.dataIntro')],
      items: asked.docs.map((doc) => ({ term: t(`documents.${doc}.name`), text: readsOf(t, locale, doc) })),
    }),
    section('purposes', t('notice.purposesHeading'), {
      paragraphs: [t('notice.purposesIntro', { business })],
      items: asked.docs.map((doc) => ({ term: t(`documents.${doc}.name`), text: purposeOf(t, asked, doc) })),
    }),
    section('kept', t('notice.keptHeading'), {
      paragraphs: [t('notice.kept', { business, days: organisation.session_days }), t('notice.keptLog')],
    }),
    section('recipients', t('notice.recipientsHeading'), {
      items: [
        { term: business, text: t('notice.business') },
        { term: t('notice.provider'), text: t('notice.providerRole', { business }) },
        { term: t('notice.digilocker'), text: t('notice.digilockerRole') },
      ],
    }),
    section('withdraw', t('notice.withdrawHeading'), {
      paragraphs: [t('notice.withdraw')],
      items: [
        { term: t('notice.withdrawStep1'), text: t('notice.withdrawStep1Text') },
        { term: t('notice.withdrawStep2'), text: t('notice.withdrawStep2Text', { contact }) },
      ],
      after: [t('notice.withdrawEffect')],
    }),
    section('rights', t('notice.rightsHeading'), {
      paragraphs: [t('notice.rightsIntro', { contact })],
      items: [
        { term: t('notice.rightAccess'), text: t('notice.rightAccessText') },
        { term: t('notice.rightCorrect'), text: t('notice.rightCorrectText') },
        { term: t('notice.rightNominate'), text: t('notice.rightNominateText') },
      ],
    }),
    section('complaint', t('notice.complaintHeading'), {
      paragraphs: [
        t('notice.complaint', {
          business,
          officer: organisation.grievance_officer,
          grievanceContact: organisation.grievance_contact,
        }),
        t('notice.board'),
      ],
    }),
    section('contact', t('notice.contactHeading'), { paragraphs: [t('notice.contact', { business, contact })] }),
    section('refuse', t('notice.refuseHeading'), {
      paragraphs: [t('notice.refuse', { way: organisation.alternative_way })],
    }),
  ]
}
