import 'server-only'

/** Roles that can change or export something never sign in by password alone. */
const mandatory: ReadonlySet<string> = new Set(['admin', 'operator'])

export const needsSecondFactor = (role: string): boolean => mandatory.has(role)
