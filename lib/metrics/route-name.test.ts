import { describe, expect, it } from 'vitest'
import { builtRoutes, routeNames } from './route-name'

const nameOf = routeNames([
  '/',
  '/admin/sessions',
  '/admin/sessions/[id]',
  '/api/auth/[...nextauth]',
  '/callback/elsewhere',
  '/callback/[handle]',
  '/callback/[handle]/return',
])

describe('the name of a route', () => {
  it.each([
    ['/', '/'],
    ['/admin/sessions', '/admin/sessions'],
    ['/admin/sessions/kyc_2f1c', '/admin/sessions/[id]'],
    ['/api/auth/callback/credentials', '/api/auth/[...nextauth]'],
    ['/callback/elsewhere', '/callback/elsewhere'],
    ['/callback/q3v9Zr/return', '/callback/[handle]/return'],
    ['/callback/a/b/c', 'other'],
    ['/wp-login.php', 'other'],
    ['/callback', 'other'],
    ['/admin/sessions/a/../../x', 'other'],
    ['/_next/static/chunks/0a1b.js', '/_next/static'],
    ['', 'other'],
  ])('of %s is %s, whatever stands in the place of an id [R-21]', (path, name) => {
    expect(nameOf(path)).toBe(name)
  })

  it('is "other" for everything in a process that was not built', () => {
    expect(builtRoutes('/nowhere')).toEqual([])
    expect(routeNames([])('/')).toBe('other')
  })
})
