import { Button, ButtonLink } from '@/components/ui/button'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import { callbackPath } from '@/lib/paths'
import type { PersonSession } from '@/lib/sessions/session-dto'
import { documentNames } from './names'

type Props = {
  session: PersonSession
  business: string
  withdraw: (form: FormData) => Promise<void>
  t: Translate
  locale: Locale
}

const leadOf = ({ session, business, t, locale }: Props): string => {
  const consented = session.documents_consented ?? []
  if (consented.length === 0) return t('callback.withdraw.leadNone', { business })
  return t('callback.withdraw.lead', { business, documents: documentNames(t, locale, consented) })
}

/** Says what withdrawing does before it is done (L-06, L-08); both ways out weigh the same. */
export const WithdrawForm = (props: Props) => {
  const { session, business, withdraw, t } = props
  return (
    <>
      <div>
        <h1 className="text-h1 font-bold">{t('callback.withdraw.heading')}</h1>
        <div className="mt-3 flex flex-col gap-3 text-read">
          <p>{leadOf(props)}</p>
          <p>{t('callback.withdraw.effect')}</p>
          <p>{session.invited ? t('callback.withdraw.againInvited', { business }) : t('callback.withdraw.again')}</p>
        </div>
      </div>
      <form action={withdraw} className="flex flex-col gap-3 sm:flex-row">
        <input type="hidden" name="handle" value={session.handle} />
        <Button kind="danger">{t('callback.withdraw.confirm')}</Button>
        <ButtonLink href={callbackPath(session.handle)} kind="secondary">
          {t('callback.withdraw.keep')}
        </ButtonLink>
      </form>
    </>
  )
}
