import { Section } from '@/components/admin/section'
import { SummaryList } from '@/components/ui/summary-list'
import type { Translate } from '@/lib/i18n/dictionary'
import { ConnectionForm, type ConnectionState } from './connection-form'

type Test = (previous: ConnectionState, form: FormData) => Promise<ConnectionState>

const Ltr = ({ children }: { children: string }) => <bdi dir="ltr">{children}</bdi>

type MailProps = { mail: { server: string; from: string; to: string } | null; action: Test; t: Translate }

/** Where letters go out, and a letter to try it with. */
export const MailSection = ({ mail, action, t }: MailProps) => (
  <Section id="mail" heading={t('settings.mail.heading')}>
    <SummaryList
      items={[
        { term: t('settings.mail.server'), value: mail ? <Ltr>{mail.server}</Ltr> : t('settings.mail.none') },
        ...(mail
          ? [
              { term: t('settings.mail.from'), value: <Ltr>{mail.from}</Ltr> },
              { term: t('settings.mail.to'), value: <Ltr>{mail.to}</Ltr> },
            ]
          : []),
      ]}
    />
    <p className="max-w-read text-ink-soft">{t(mail ? 'settings.mail.lead' : 'settings.mail.noneHint')}</p>
    {mail && <ConnectionForm action={action} submit={t('settings.mail.test')} />}
  </Section>
)

type SsoProps = {
  sso: { issuer: string; clientId: string; returns: string; signIn: string } | null
  action: Test
  t: Translate
}

/** Who vouches for colleagues, and a look at whether it can; the secret is never shown. */
export const SsoSection = ({ sso, action, t }: SsoProps) => (
  <Section id="sso" heading={t('settings.sso.heading')}>
    <SummaryList
      items={
        sso
          ? [
              { term: t('settings.sso.issuer'), value: <Ltr>{sso.issuer}</Ltr> },
              { term: t('settings.sso.clientId'), value: <Ltr>{sso.clientId}</Ltr> },
              { term: t('settings.sso.secret'), value: t('settings.sso.secretSet') },
              { term: t('settings.sso.returns'), value: <Ltr>{sso.returns}</Ltr> },
            ]
          : [{ term: t('settings.sso.issuer'), value: t('settings.sso.none') }]
      }
    />
    <p className="max-w-read text-ink-soft">{t(sso ? 'settings.sso.lead' : 'settings.sso.noneHint')}</p>
    {sso && (
      <>
        <ConnectionForm action={action} submit={t('settings.sso.test')} />
        <p className="max-w-read">{t('settings.sso.tryIt', { address: sso.signIn })}</p>
      </>
    )}
  </Section>
)
