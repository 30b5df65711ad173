import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'

const reasons = ['away', 'refused_there', 'no_role', 'no_address', 'address_taken', 'clock', 'state'] as const

type Props = { error: unknown; t: Translate; children?: ReactNode }

/**
 * Why a sign-in by another way than this form came back; next-auth's own words for a wrong password end here too.
 * @param children what it means for whoever is signed in nevertheless
 */
export const SignInFailed = ({ error, t, children }: Props) => {
  if (error === 'Credentials' || error === 'CredentialsSignin')
    return (
      <Notice kind="bad" role="alert" title={t('signIn.problem.title')}>
        <p>{t('signIn.problem.no_match')}</p>
      </Notice>
    )
  const reason = reasons.find((known) => known === error) ?? 'other'
  return (
    <Notice kind="bad" role="alert" title={t(`signIn.ssoFailed.${reason}.title`)}>
      <p>{t(`signIn.ssoFailed.${reason}.text`)}</p>
      {children}
    </Notice>
  )
}
