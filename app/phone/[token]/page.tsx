import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { PhonePanel } from '@/components/handover/phone-panel'
import { PageFrame } from '@/components/layout/page-frame'
import { offeredHandover } from '@/lib/handover/get-handover'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { phonePath } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { continueOnPhone } from './actions'

export const generateMetadata = async (): Promise<Metadata> => {
  const t = dictionary(defaultLocale)
  const { name } = await getOrganisation()
  return { title: t('common.pageTitle', { page: t('handover.phone.title'), business: name }) }
}

/** Behind the QR code: reads only and says who asks and where it began; taking it up is a post. */
const PhonePage = async ({ params, searchParams }: PageProps<'/phone/[token]'>) => {
  const [{ token }, { said }] = await Promise.all([params, searchParams])
  const [offered, organisation] = await Promise.all([offeredHandover(token), getOrganisation()])
  if (offered.view === 'here') redirect(offered.path)
  const locale = defaultLocale
  const t = dictionary(locale)
  return (
    <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
      <PhonePanel
        offered={offered}
        here={phonePath(token)}
        said={said}
        organisation={organisation}
        take={continueOnPhone.bind(null, token)}
        t={t}
      />
    </PageFrame>
  )
}

export default PhonePage
