import 'server-only'
import type { CheckLine } from '@/components/admin/connection-form'
import type { SsoFinding } from '@/lib/auth/check-identity-provider'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'
import type { SsoTest } from '@/lib/settings/test-sso'

const lineOf = (t: Translate, { check, outcome, fault }: SsoFinding): CheckLine => ({
  name: t(`settings.sso.checks.${check}.name`),
  good: outcome === 'ok',
  found: t(`settings.sso.outcome.${outcome}`),
  help:
    outcome === 'not_ok' ? (fault ? t(`settings.sso.faults.${fault}`) : t(`settings.sso.checks.${check}.help`)) : null,
})

type Told = { works: boolean; title: string; text: string; lines?: readonly CheckLine[] }

/** What was found out about the identity provider, a line for each thing that sign-ins need. */
export const ssoTestWords = (t: Translate, test: SsoTest): Told => {
  switch (test.kind) {
    case 'not_set':
      return { works: false, title: t('settings.sso.notSet'), text: t('settings.sso.notSetText') }
    case 'wait':
      return {
        works: false,
        title: t('settings.tooMany'),
        text: t('settings.tooManyText', { time: formatTime(test.until) }),
      }
    case 'checked': {
      const works = test.findings.every(({ outcome }) => outcome === 'ok')
      return {
        works,
        title: t(works ? 'settings.sso.works' : 'settings.sso.failed'),
        text: t(works ? 'settings.sso.worksText' : 'settings.sso.failedText'),
        lines: test.findings.map((finding) => lineOf(t, finding)),
      }
    }
  }
}
