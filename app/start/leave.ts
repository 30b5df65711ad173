import 'server-only'
import type { Route } from 'next'
import { redirect } from 'next/navigation'

/**
 * Sends the browser on with a 303. typedRoutes knows only our own pages; an address at the provider was checked against
 * the allowed hosts before it was stored, and the others come from lib/paths.ts.
 */
export const leaveTo = (location: string): never => redirect(location as Route)
