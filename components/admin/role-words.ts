import type { Role } from '@/lib/auth/permissions'
import type { Translate } from '@/lib/i18n/dictionary'

/** From the role that may least, which is what stands chosen for somebody new. */
const order = ['viewer', 'auditor', 'developer', 'operator', 'admin'] as const satisfies readonly Role[]

/** A role as people call it; a word nobody knows stays what it is. */
export const roleText = (role: string, t: Translate): string => {
  const known = order.find((name) => name === role)
  return known ? t(`admin.accountPage.roles.${known}`) : role
}

/** Every role with what it means, to choose from. */
export const roleOptions = (t: Translate) =>
  order.map((role) => ({
    value: role,
    label: t(`admin.accountPage.roles.${role}`),
    hint: t(`admin.team.roleHints.${role}`),
  }))
