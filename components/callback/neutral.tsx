import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'
import { OutcomeHeading } from './outcome-heading'

/** For a browser that cannot be told from a stranger's: what to do, and nothing about anyone (ux 4.6). */
export const Neutral = ({ business, code, t }: { business: string; code: ReactNode; t: Translate }) => (
  <>
    <OutcomeHeading tone="info" icon="info" heading={t(code === null ? 'elsewhere.heading' : 'elsewhere.headingCode')}>
      <p>{t('elsewhere.lead')}</p>
      <p>{t('elsewhere.phone')}</p>
    </OutcomeHeading>
    <Notice kind="warn">
      <p>{t('elsewhere.careful')}</p>
    </Notice>
    {code}
    <section aria-labelledby="lost">
      <h2 id="lost" className="text-h2 font-semibold">
        {t('elsewhere.lostTitle')}
      </h2>
      <p className="mt-3 text-read">{t('elsewhere.lost', { business })}</p>
    </section>
    <section aria-labelledby="why">
      <h2 id="why" className="text-h2 font-semibold">
        {t('elsewhere.why')}
      </h2>
      <p className="mt-3 text-read">{t('elsewhere.whyText')}</p>
    </section>
  </>
)
