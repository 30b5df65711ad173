import { redirect } from 'next/navigation'
import { AppSetup } from '@/components/admin/app-setup'
import { CodeForm } from '@/components/admin/code-form'
import { codesWords } from '@/components/admin/codes-words'
import { Crumbs } from '@/components/admin/crumbs'
import { isFresh } from '@/lib/auth/presence'
import { requireAdmin } from '@/lib/auth/require-admin'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale as locale } from '@/lib/i18n/locales'
import { accountPath, withNotice } from '@/lib/paths'
import { qrPicture } from '@/lib/qr'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { codesAbout } from '@/lib/staff/codes-about'
import { showApp } from '@/lib/staff/enrol-app'
import { Console } from '../../console'
import { changeApp } from '../actions'

/** Another authenticator app; its secret is shown only to someone who has just proven who they are. */
const AppPage = async () => {
  const actor = await requireAdmin()
  if (!isFresh(actor)) redirect(withNotice(accountPath(), 'stale'))
  const t = dictionary(locale)
  const { name: business } = await getOrganisation()
  const app = await showApp(actor, business)
  const title = t('common.pageTitle', { page: t('secondStep.appHeading'), business })
  return (
    <Console actor={actor} t={t} page={null} room="account">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[{ text: t('admin.accountPage.title'), href: accountPath() }, { text: t('secondStep.appHeading') }]}
      />
      <h1 className="text-h1 font-bold">{t('secondStep.appHeading')}</h1>
      <CodeForm
        action={changeApp}
        setUp={<AppSetup picture={qrPicture(app.uri)} secret={app.secret} t={t} />}
        codes={codesWords(await codesAbout(actor), t, locale)}
        words={{
          title,
          problemTitle: t('common.problemTitle', { title }),
          problemHeading: t('admin.accountPage.problem.title'),
          label: t('secondStep.appCode'),
          submit: t('admin.accountPage.appSubmit'),
        }}
      />
    </Console>
  )
}

export default AppPage
