import { redirect } from 'next/navigation'
import { getAgain } from '@/lib/invites/start-again'
import { startAgainPath, startPath } from '@/lib/paths'
import { InvitedPage } from '../../invited-page'
import { askAgain, declineAgain, startAgain, toPhoneAgain } from './actions'

/** The way back from the page of a session to the start it came from; reads only, like the link it stands for. */
const AgainPage = async ({ params, searchParams }: PageProps<'/start/again/[handle]'>) => {
  const { handle } = await params
  const again = await getAgain(handle)
  if (again.view === 'public') redirect(startPath())
  const { said } = await searchParams
  return (
    <InvitedPage
      shows={again}
      here={startAgainPath(handle, true)}
      link={null}
      said={said}
      actions={{
        continueHere: null,
        askAgain: askAgain.bind(null, handle),
        start: startAgain.bind(null, handle),
        decline: declineAgain.bind(null, handle),
        toPhone: again.view === 'start' && again.stays ? null : toPhoneAgain.bind(null, handle),
      }}
    />
  )
}

export default AgainPage
