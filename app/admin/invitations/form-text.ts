import 'server-only'
import { textUpTo } from '@/app/form-text'
import { leastLifeHours, mostLifeHours } from '@/lib/invites/create-invitation'

/** One value of a posted form; files and repeats are dropped. */
export const textOf = (form: FormData, name: string): string => textUpTo(form, name, 2_000)

/** The lives that are offered, in hours; nothing chosen means as the template says. */
export const offeredLives = [leastLifeHours, 24, 72, 168, 336, mostLifeHours] as const

export const lifeOf = (text: string): number | null => (text === '' ? null : Number(text))
