import 'server-only'
import { cookies } from 'next/headers'
import { readTheme, type Theme } from '@/lib/kyc/theme'
import { themeCookieName } from '@/lib/settings/theme-cookie'

/** The look chosen for the console in this browser; null elsewhere, where the cookie does not come. */
export const chosenTheme = async (): Promise<Theme> => readTheme((await cookies()).get(themeCookieName())?.value)
