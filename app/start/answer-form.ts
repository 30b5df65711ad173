import 'server-only'
import { refresh } from 'next/cache'
import type { StartState } from '@/lib/kyc/start-state'

/**
 * A form that comes back with a new key speaks for the page as it is now: with scripts too, its words have to be today's.
 * What DigiLocker refused changes no word.
 */
export const showTodaysWords = ({ problem, start_key }: StartState, form: FormData): void => {
  const mayDiffer = problem === null || problem.code === 'page_changed' || problem.code === 'form_expired'
  if (mayDiffer && start_key !== form.get('start_key')) refresh()
}
