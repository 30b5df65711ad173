import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { now } from '@/lib/clock'
import { pool } from '@/lib/db/client'

export type TeamMember = {
  id: string
  name: string
  email: string
  role: string
  app: boolean
  passkeys: number
  seenAt: Date | null
  disabledAt: Date | null
}

/** More colleagues than this are not one team; the page says so. */
const mostMembers = 500

const columns = `s.id, s.name, s.email, s.role, s.disabled_at as "disabledAt",
  exists (select from staff_totp o where o.staff_id = s.id and o.confirmed_at is not null) as app,
  (select count(*)::int from staff_passkeys p where p.staff_id = s.id) as passkeys,
  (select max(i.last_seen_at) from staff_sign_ins i where i.staff_id = s.id and i.passed_at is not null) as "seenAt"`

/** Everyone who may sign in, and those who no longer may. */
export const listTeam = async (_actor: Permitted<'team.manage'>): Promise<TeamMember[]> => {
  const { rows } = await pool().query<TeamMember>(
    `select ${columns} from staff s order by s.disabled_at is not null, s.name, s.id limit $1`,
    [mostMembers],
  )
  return rows
}

export const getMember = async (_actor: Permitted<'team.manage'>, id: string): Promise<TeamMember | null> => {
  const { rows } = await pool().query<TeamMember>(`select ${columns} from staff s where s.id = $1`, [id])
  return rows[0] ?? null
}

export type OpenStaffInvite = { id: string; email: string; role: string; invitedBy: string; expiresAt: Date }

/** Invitations that can still be accepted. */
export const listStaffInvites = async (_actor: Permitted<'team.manage'>): Promise<OpenStaffInvite[]> => {
  const { rows } = await pool().query<OpenStaffInvite>(
    `select i.id, i.email, i.role, s.name as "invitedBy", i.expires_at as "expiresAt"
     from staff_invites i join staff s on s.id = i.invited_by
     where i.used_at is null and i.withdrawn_at is null and i.expires_at > $1 order by i.created_at desc limit $2`,
    [now(), mostMembers],
  )
  return rows
}
