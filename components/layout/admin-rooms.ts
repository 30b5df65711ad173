import type { Route } from 'next'
import {
  adminAuditPath,
  adminInvitationsPath,
  adminOpsPath,
  adminPath,
  adminSessionsPath,
  settingsPath,
  teamPath,
  templatesPath,
} from '@/lib/paths'

/** The rooms of the console and where each begins. */
export const roomPaths = {
  overview: () => adminPath(),
  sessions: () => adminSessionsPath(),
  invitations: () => adminInvitationsPath(),
  ops: () => adminOpsPath(),
  audit: () => adminAuditPath(),
  templates: () => templatesPath(),
  settings: () => settingsPath(),
  team: () => teamPath(),
} as const satisfies Record<string, () => Route>

export type AdminRoom = keyof typeof roomPaths
