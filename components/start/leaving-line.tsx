import type { Translate } from '@/lib/i18n/dictionary'

type LeavingLineProps = { t: Translate; host: string; business: string }

/** Said directly above the buttons: where the person goes, and how to know the place. */
export const LeavingLine = ({ t, host, business }: LeavingLineProps) => (
  <section aria-labelledby="next-title" className="flex flex-col gap-3 text-read">
    <h2 id="next-title" className="text-h2 font-bold">
      {t('start.nextHeading')}
    </h2>
    <p>{t('start.afterwards')}</p>
    <p id="leaving">
      {t.rich('start.leaving', {
        host: () => (
          <bdi key="host" dir="ltr" className="font-bold wrap-anywhere">
            {host}
          </bdi>
        ),
      })}
    </p>
    <p>{t('start.providerName', { business })}</p>
  </section>
)
