import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { WaitPoller } from '@/components/callback/wait-poller'
import { HandoverPanel } from '@/components/handover/handover-panel'
import { PageFrame } from '@/components/layout/page-frame'
import { now } from '@/lib/clock'
import { getHandover } from '@/lib/handover/get-handover'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { handoverWatchMs, isHandoverMoving } from '@/lib/kyc/handover'
import { handoverStatusPath } from '@/lib/paths'
import { qrPicture } from '@/lib/qr'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { renewHandover } from './actions'

type Props = PageProps<'/start/phone/[id]'>

const load = cache(getHandover)

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const [handover, { name }] = await Promise.all([load((await params).id), getOrganisation()])
  if (!handover) notFound()
  const t = dictionary(defaultLocale)
  return { title: t('common.pageTitle', { page: t('handover.title'), business: name }) }
}

/** The computer's window: the code, and afterwards only that the phone has it. */
const HandoverPage = async ({ params, searchParams }: Props) => {
  const [handover, organisation, { auto, said }] = await Promise.all([
    load((await params).id),
    getOrganisation(),
    searchParams,
  ])
  if (!handover) notFound()
  const locale = defaultLocale
  const t = dictionary(locale)
  const { id, view, url, takenAt } = handover
  const autoOff = auto === 'off'
  const watched = takenAt === null || now().getTime() - takenAt.getTime() < handoverWatchMs
  return (
    <PageFrame organisation={organisation} t={t} locale={locale} demo={organisation.demo}>
      <HandoverPanel
        handover={handover}
        picture={url === null ? null : qrPicture(url)}
        watching={isHandoverMoving(view) && watched}
        autoOff={autoOff}
        renew={renewHandover}
        said={said}
        t={t}
      />
      <WaitPoller
        door={handoverStatusPath(id)}
        view={view}
        // Its words do not change with age, but the code ends: a look now and then after the poll plan is enough.
        ageMs={0}
        polling={isHandoverMoving(view) && watched && !autoOff}
        spoken={t(`handover.${view}.heading`)}
        checks={null}
        stopped={null}
      />
    </PageFrame>
  )
}

export default HandoverPage
