import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import { readsOf } from '@/lib/i18n/reads-of'
import type { DocType } from '@/lib/kyc/doc-types'

type DocumentCardProps = { doc: DocType; why: string; t: Translate; locale: Locale }

/** What stands beside the checkbox, as the description of the choice. */
export const DocumentCard = ({ doc, why, t, locale }: DocumentCardProps) => (
  <>
    <span className="text-ink-soft">{t(`documents.${doc}.issuer`)}</span>
    <span>
      <span className="font-semibold">{t('documents.reads')}: </span>
      {readsOf(t, locale, doc)}
    </span>
    <span>
      <span className="font-semibold">{t('documents.whyWeAsk')}: </span>
      {why}
    </span>
  </>
)
