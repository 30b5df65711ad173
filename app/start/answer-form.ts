import 'server-only'
import { refresh } from 'next/cache'
import type { StartState } from '@/lib/kyc/start-state'
import type { Begun } from './begin'
import { leaveTo } from './leave'

/**
 * A form that comes back with a new key speaks for the page as it is now: with scripts too, its words have to be today's.
 * What DigiLocker refused changes no word.
 */
const showTodaysWords = ({ problem, start_key }: StartState, form: FormData): void => {
  const mayDiffer = problem === null || problem.code === 'page_changed' || problem.code === 'form_expired'
  if (mayDiffer && start_key !== form.get('start_key')) refresh()
}

/** What a press of the start button came to: 303 to authorization_url or to what the link shows by now, or the form again with what was typed. */
export const answerForm = (begun: Begun, form: FormData): StartState => {
  if (begun.ok || begun.state === null) return leaveTo(begun.location)
  showTodaysWords(begun.state, form)
  return begun.state
}
