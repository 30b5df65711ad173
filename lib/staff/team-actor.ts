import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import type { Present } from '@/lib/auth/presence'

/** Someone who may change colleagues and has just proven that it is still they. */
export type TeamActor = Present<Permitted<'team.manage'>>
