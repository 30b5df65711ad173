import { redirect } from 'next/navigation'
import { env } from '@/lib/env'
import { getInvited } from '@/lib/invites/get-invited'
import { callbackPath, invitedPath } from '@/lib/paths'
import { InvitedPage } from '../invited-page'
import { askAgain, continueHere, declineInvited, startInvited, toPhoneInvited } from './actions'

/** Behind a link: reads only, so that a mail scanner uses nothing up; Continue is a post. */
const LinkPage = async ({ params, searchParams }: PageProps<'/start/[token]'>) => {
  const { token } = await params
  const invited = await getInvited(token)
  if (invited.view === 'waiting') redirect(callbackPath(invited.handle))
  const { said, again } = await searchParams
  const here = invitedPath(token)
  return (
    <InvitedPage
      // A No is taken back by opening the page again; nothing changes until the form is sent.
      shows={invited.view === 'refused' && again !== undefined ? (invited.start ?? invited) : invited}
      here={here}
      link={env().publicOrigin + here}
      said={said}
      actions={{
        continueHere: continueHere.bind(null, token),
        askAgain: askAgain.bind(null, token),
        start: startInvited.bind(null, token),
        decline: declineInvited.bind(null, token),
        toPhone: toPhoneInvited.bind(null, token),
      }}
    />
  )
}

export default LinkPage
