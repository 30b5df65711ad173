import { describe, expect, it } from 'vitest'
import { may, permissions, permissionsOf, permit, roles } from './permissions'
import { adminFor } from './require-admin'

const withRole = (role: string) => adminFor({ id: 'stf_x', name: 'Asha Rao', role })

describe('what a role may do [A-10]', () => {
  it('is this table and nothing else', () => {
    expect(Object.fromEntries(roles.map((role) => [role, permissionsOf(role)]))).toEqual({
      viewer: ['sessions.read'],
      operator: [
        'sessions.read',
        'sessions.act',
        'sessions.release',
        'invitations.manage',
        'people.reveal',
        'ops.read',
      ],
      admin: [...permissions],
      auditor: ['audit.read', 'audit.export'],
      developer: ['ops.read', 'developers.manage'],
    })
  })

  it.each(['', 'Admin', 'admin ', 'root', 'constructor', '__proto__', 'toString'])('is nothing for %j', (role) => {
    expect(permissionsOf(role)).toEqual([])
    for (const permission of permissions) expect(permit(withRole(role), permission)).toBeNull()
  })

  it('leaves taking data out of the house to those who answer for it', () => {
    expect(roles.filter((role) => may(withRole(role), 'sessions.export'))).toEqual(['admin'])
    expect(roles.filter((role) => may(withRole(role), 'audit.export'))).toEqual(['admin', 'auditor'])
  })

  it('is proven only when every permission that was asked for is there', () => {
    expect(permit(withRole('operator'), 'sessions.read', 'sessions.act')).toMatchObject({ role: 'operator' })
    expect(permit(withRole('operator'), 'sessions.read', 'sessions.export')).toBeNull()
  })
})
