import { Disclosure } from '@/components/ui/disclosure'
import { SummaryList } from '@/components/ui/summary-list'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDate } from '@/lib/i18n/format'
import { type Locale, localeOf, ownNames } from '@/lib/i18n/locales'
import { readsOf } from '@/lib/i18n/reads-of'
import { docTypes } from '@/lib/kyc/doc-types'
import type { ConsentRecord as Consent } from '@/lib/sessions/admin-session-dto'
import { Moment } from './moment'

type Props = { consent: Consent | null; t: Translate; locale: Locale }

/** The act of consent as it was given; the words are the stored ones, never today's. */
export const ConsentRecord = ({ consent, t, locale }: Props) => {
  if (consent === null) return <p className="text-ink-soft">{t('admin.session.consent.none')}</p>
  const named = docTypes.filter((doc) => consent.items[doc])
  return (
    <>
      <SummaryList
        items={[
          { term: t('admin.session.consent.given'), value: <Moment at={consent.given_at} locale={locale} /> },
          { term: t('admin.session.consent.how'), value: t('admin.session.consent.ticked') },
          {
            term: t('admin.session.consent.items'),
            value: (
              <ul>
                {named.map((doc) => (
                  <li key={doc}>
                    {consent.reads?.[doc] ?? `${t(`documents.${doc}.name`)}: ${readsOf(t, locale, doc)}`}
                  </li>
                ))}
              </ul>
            ),
          },
          {
            term: t('admin.session.consent.version'),
            value: t('notice.edition', {
              version: consent.notice_version,
              date: formatDate(consent.in_force_since, locale),
            }),
          },
          { term: t('admin.session.consent.language'), value: ownNames[localeOf(consent.locale)] },
          {
            term: t('admin.session.consent.fingerprint'),
            value: (
              <bdi dir="ltr" className="break-all font-mono text-small">
                {consent.fingerprint}
              </bdi>
            ),
          },
        ]}
      />
      <Disclosure summary={t('admin.session.consent.text')}>
        <p lang={consent.locale} className="max-w-read whitespace-pre-wrap">
          {consent.body}
        </p>
      </Disclosure>
    </>
  )
}
