import type { Translate } from '@/lib/i18n/dictionary'
import type { StartErrorKey } from '@/lib/kyc/start-schema'
import type { StartProblem } from '@/lib/kyc/start-state'

/** What can be told without the server, because it was not reached or no longer knows this page. */
export type LocalProblem = { code: 'unreachable' | 'page_updated' }

type ProblemCode = Exclude<StartProblem['code'], 'too_many'> | LocalProblem['code']

/** Every word of the form, made on the server: the dictionary and its parser never travel to the phone. */
export type StartWords = {
  title: string
  problemTitle: string
  /** One sentence for each number of chosen documents, from none to all. */
  chosen: readonly string[]
  docsLegend: string
  accountLegend: string
  accountHint: string
  signin: string
  signup: string
  mobile: string
  mobileHint: string
  agreementLegend: string
  agreement: string
  continue: string
  opening: string
  no: string
  summaryTitle: string
  errors: Record<StartErrorKey, string>
  /** May hold `{seconds}`. */
  problems: Record<ProblemCode, string>
  /** Hold `{time}`. */
  tooManyToday: string
  tooManyTomorrow: string
  /** Holds `{reference}`. */
  reference: string
  otherWay: string
  reload: string
}

const problemCodes: readonly ProblemCode[] = [
  'busy',
  'start_unknown',
  'unavailable',
  'unsafe_address',
  'form_expired',
  'page_changed',
  'cookies_off',
  'not_open',
  'closed',
  'unreachable',
  'page_updated',
]

const errorKeys: readonly StartErrorKey[] = ['choose_document', 'choose_account', 'mobile_pattern', 'tick_agreement']

/** Both lists are total by type, which Object.fromEntries cannot tell. */
const total = <Key extends string>(keys: readonly Key[], word: (key: Key) => string): Record<Key, string> =>
  Object.fromEntries(keys.map((key) => [key, word(key)])) as Record<Key, string>

type Business = { name: string; alternative_way: string }

/** @param documents how many documents may be chosen */
export const startWords = (
  t: Translate,
  { name: business, alternative_way: way }: Business,
  documents: number,
): StartWords => {
  const title = t('common.pageTitle', { page: t('start.title'), business })
  return {
    title,
    problemTitle: t('common.problemTitle', { title }),
    chosen: Array.from({ length: documents + 1 }, (_, chosen) => t('start.chosen', { chosen, total: documents })),
    docsLegend: t('start.docsLegend'),
    accountLegend: t('start.accountLegend'),
    accountHint: t('start.accountHint'),
    signin: t('start.signin'),
    signup: t('start.signup'),
    mobile: t('start.mobile'),
    mobileHint: t('start.mobileHint'),
    agreementLegend: t('start.agreementLegend'),
    agreement: t('start.agreement', { business }),
    continue: t('start.continue'),
    opening: t('start.opening'),
    no: t('start.no'),
    summaryTitle: t('start.summaryTitle'),
    errors: total(errorKeys, (key) => t(`start.errors.${key}`)),
    problems: total(problemCodes, (key) => t(`start.problems.${key}`)),
    tooManyToday: t('start.problems.too_many_today'),
    tooManyTomorrow: t('start.problems.too_many_tomorrow'),
    reference: t('common.reference', { reference: '{reference}' }),
    otherWay: t('start.otherWay', { way }),
    reload: t('start.problems.reload'),
  }
}
