import 'server-only'
import type { Translate } from '@/lib/i18n/dictionary'
import type { ConnectionFault } from '@/lib/settings/test-connection'

/** Kinds a colleague can do something about; the others have no words of their own. */
const told = [
  'auth',
  'forbidden',
  'credits',
  'quota',
  'rate_limited',
  'no_budget',
  'breaker_open',
  'unavailable',
  'timeout',
  'connection',
] as const

export const connectionWords = (t: Translate, fault: ConnectionFault | null) => {
  if (!fault) return { works: true, title: t('settings.connection.works'), text: t('settings.connection.worksText') }
  const why = told.find((kind) => kind === fault.kind) ?? 'other'
  return {
    works: false,
    title: t(`settings.connection.failed.${fault.step}`),
    text: t(`settings.connection.why.${why}`),
  }
}
