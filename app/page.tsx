import { headers } from 'next/headers'
import { env } from '@/lib/env'
import { startPath } from '@/lib/paths'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { lastPublicTemplate, publicTemplate } from '@/lib/templates/template-version'
import { declineHere, startSession, toPhone } from './start/actions'
import { AskingPage } from './start/asking-page'

const Page = async ({ searchParams }: PageProps<'/'>) => {
  const [organisation, current, head, { updated, said }] = await Promise.all([
    getOrganisation(),
    publicTemplate(),
    headers(),
    searchParams,
  ])
  return (
    <AskingPage
      organisation={organisation}
      head={head}
      current={current}
      last={lastPublicTemplate}
      updated={updated !== undefined}
      here={startPath()}
      link={env().publicOrigin + startPath()}
      said={said}
      actions={{ start: startSession, decline: declineHere }}
      toPhone={toPhone}
    />
  )
}

export default Page
