import type { Notice } from '@/lib/consent/notice'
import type { Translate } from '@/lib/i18n/dictionary'
import { TextSection } from './text-section'

/** The whole notice as it stands before agreeing, and the fingerprint that a record of consent keeps (L-01, L-05). */
export const NoticeDocument = ({ notice, t }: { notice: Notice; t: Translate }) => (
  <>
    <div>
      <h1 className="text-h1 font-bold">{notice.title}</h1>
      <p className="mt-3 text-read text-ink-soft">{notice.edition}</p>
    </div>
    {notice.sections.map((section) => (
      <TextSection key={section.id} {...section} />
    ))}
    <section aria-labelledby="fingerprint" className="flex flex-col gap-3">
      <h2 id="fingerprint" className="text-h2 font-semibold">
        {t('static.notice.fingerprintHeading')}
      </h2>
      <p className="text-read">{t('static.notice.fingerprintHint')}</p>
      <p className="text-body text-ink-soft">{t('static.notice.fingerprint')}</p>
      <bdi dir="ltr" className="break-all font-mono text-body">
        {notice.hash.toString('hex')}
      </bdi>
    </section>
  </>
)
