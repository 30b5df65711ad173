import type { Translate } from '@/lib/i18n/dictionary'
import { TextSection } from './text-section'

type Props = { organisation: { contact: string; alternative_way: string }; t: Translate }

const works = ['scripts', 'keyboard', 'zoom', 'colour', 'time', 'motion'] as const
const tested = ['axe', 'keyboard', 'sizes'] as const
const limits = ['provider', 'language'] as const

/** Only what was tested is claimed, and what was not tested is named. */
export const AccessibilityStatement = ({ organisation, t }: Props) => (
  <>
    <div>
      <h1 className="text-h1 font-bold">{t('static.accessibility.heading')}</h1>
      <p className="mt-3 text-read">{t('static.accessibility.lead')}</p>
    </div>
    <TextSection
      id="works"
      heading={t('static.accessibility.worksHeading')}
      items={works.map((key) => t(`static.accessibility.works.${key}`))}
    />
    <TextSection
      id="tested"
      heading={t('static.accessibility.testedHeading')}
      items={tested.map((key) => t(`static.accessibility.tested.${key}`))}
    />
    <TextSection
      id="not-tested"
      heading={t('static.accessibility.notTestedHeading')}
      paragraphs={[t('static.accessibility.notTested')]}
    />
    <TextSection
      id="limits"
      heading={t('static.accessibility.limitsHeading')}
      items={limits.map((key) => t(`static.accessibility.limits.${key}`))}
    />
    <TextSection
      id="help"
      heading={t('static.accessibility.helpHeading')}
      paragraphs={[
        t('static.accessibility.help', { contact: organisation.contact }),
        t('static.accessibility.otherWay', { way: organisation.alternative_way }),
      ]}
    />
  </>
)
