import type { Route } from 'next'
import { startAgainPath, startPath } from './paths.ts'

/* What an address of ours is for, told from its path alone. */

/** The address of redirect_url, whatever its nonce. */
export const isReturn = (path: string): boolean => /^\/callback\/[^/]+\/return$/.test(path)

/** The pages with a start form: they need the binder before it is shown, and their form leaves for the provider. */
export const mayStart = (path: string): boolean =>
  path === startPath() || /^\/start\/(again\/)?[A-Za-z0-9_-]{43}$/.test(path)

/** Pages that tie something to the browser although their form stays in the house: they need the binder too. */
export const isPhone = (path: string): boolean => /^\/phone\/[^/]+$/.test(path)

/** The pages of colleagues. */
export const isConsole = (path: string): boolean => /^\/admin(\/|$)/.test(path)

/** mayStart says that it is a route. */
const isStart = (path: string): path is Route => mayStart(path)

/** The start page that goes with a page of ours: that page itself, or the one its session came from. */
export const startNear = (path: string): Route => {
  if (isStart(path)) return path
  const handle = /^\/callback\/([A-Za-z0-9_-]{43})(\/withdraw)?$/.exec(path)?.[1]
  return handle === undefined ? startPath() : startAgainPath(handle, true)
}
