import 'server-only'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'
import type { ConnectionTest } from '@/lib/settings/test-connection'

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

/** What the test of the connection found, and what to do about it. */
export const connectionWords = (
  t: Translate,
  test: ConnectionTest,
): { works: boolean; title: string; text: string } => {
  switch (test.kind) {
    case 'works':
      return { works: true, title: t('settings.connection.works'), text: t('settings.connection.worksText') }
    case 'wait':
      return {
        works: false,
        title: t('settings.tooMany'),
        text: t('settings.tooManyText', { time: formatTime(test.until) }),
      }
    case 'failed': {
      const why = told.find((kind) => kind === test.fault.kind) ?? 'other'
      return {
        works: false,
        title: t(`settings.connection.failed.${test.fault.step}`),
        text: t(`settings.connection.why.${why}`),
      }
    }
  }
}
