import type { Translate } from '@/lib/i18n/dictionary'

/** First thing a keyboard meets; visible only while it has focus. */
export const SkipLink = ({ t }: { t: Translate }) => (
  <a
    href="#main"
    className="sr-only focus:not-sr-only focus:absolute focus:start-2 focus:top-2 focus:z-10 focus:bg-page focus:p-3"
  >
    {t('common.skip')}
  </a>
)
