import { JoinForm } from '@/components/admin/join-form'
import { roleText } from '@/components/admin/role-words'
import { DoorFrame } from '@/components/layout/door-frame'
import { ButtonLink } from '@/components/ui/button'
import { SummaryList } from '@/components/ui/summary-list'
import { TypedText } from '@/components/ui/typed-text'
import { dictionary, type Translate } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { signInPath } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { getStaffInvite } from '@/lib/staff/join'
import { finishJoin } from './actions'

const Ended = ({ t, title }: { t: Translate; title: string }) => (
  <>
    <title>{title}</title>
    <h1 className="text-h1 font-bold">{t('join.ended.heading')}</h1>
    <p className="text-body">{t('join.ended.body')}</p>
    <div>
      <ButtonLink href={signInPath()} kind="secondary">
        {t('join.ended.signIn')}
      </ButtonLink>
    </div>
  </>
)

/** Opening the link only looks at it, so that a mail scanner uses nothing up; the post does. */
const JoinPage = async ({ searchParams }: PageProps<'/join'>) => {
  const { token } = await searchParams
  const invite = typeof token === 'string' ? await getStaffInvite(token) : null
  const t = dictionary(defaultLocale)
  const { name: business, demo } = await getOrganisation()
  const title = t('common.pageTitle', { page: t('join.title'), business })
  return (
    <DoorFrame business={business} demo={demo} t={t}>
      {invite && typeof token === 'string' ? (
        <>
          <div className="flex flex-col gap-2">
            <h1 className="text-h1 font-bold">{t('join.heading', { business })}</h1>
            <p className="text-body text-ink-soft">{t('join.lead', { role: roleText(invite.role, t) })}</p>
          </div>
          <SummaryList items={[{ term: t('join.email'), value: <TypedText dir="ltr">{invite.email}</TypedText> }]} />
          <JoinForm
            action={finishJoin}
            token={token}
            words={{
              title,
              problemTitle: t('common.problemTitle', { title }),
              summary: t('setup.errors.summary'),
              full_name: t('setup.fields.full_name'),
              password: t('setup.fields.password'),
              password_again: t('setup.fields.password_again'),
              hint: t('setup.hints.password'),
              submit: t('join.submit'),
            }}
          />
        </>
      ) : (
        <Ended t={t} title={title} />
      )}
    </DoorFrame>
  )
}

export default JoinPage
