import 'server-only'
import type { Route } from 'next'

/** How long one's own sign-in still lives (GET), and that one is still there (POST). */
export const accountSignInPath = (): Route => '/admin/account/sign-in'

/** Keeps the look of the console in this browser (POST). */
export const accountThemePath = (): Route => '/admin/account/theme'
