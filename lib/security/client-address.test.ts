import { describe, expect, it } from 'vitest'
import {
  addressHeader,
  clientAddress,
  clientPrefix,
  isDirect,
  isLocalCaller,
  networkPrefix,
  sealedAddress,
  unknownPrefix,
} from './client-address'

describe('the network of an address', () => {
  const table: ReadonlyArray<readonly [string, string]> = [
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:12:3456::1', '2001:db8:12::/48'],
    ['2001:0DB8:0012:ffff:1:2:3:4', '2001:db8:12::/48'],
    ['::1', '0:0:0::/48'],
    ['2001:db8::7', '2001:db8:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
    ['', unknownPrefix],
    ['evil', unknownPrefix],
    ['203.0.113.77, 1.2.3.4', unknownPrefix],
  ]
  for (const [address, prefix] of table)
    it(`is ${prefix} for "${address}" [R-27]`, () => {
      expect(networkPrefix(address)).toBe(prefix)
    })
})

describe('the address of a client', () => {
  it("is the socket's without a trusted proxy, whatever the sender forwards [R-27]", () => {
    expect(clientAddress('198.51.100.1', '6.6.6.6', false)).toBe('198.51.100.1')
  })

  it('is the last hop with one, never an earlier hop that the sender wrote [R-27]', () => {
    expect(clientAddress('10.0.0.1', '6.6.6.6, 198.51.100.1', true)).toBe('198.51.100.1')
    expect(clientAddress('10.0.0.1', '6.6.6.6, not-an-address', true)).toBe('10.0.0.1')
    expect(clientAddress('10.0.0.1', undefined, true)).toBe('10.0.0.1')
  })

  it('is believed only when this process noted it [R-27]', () => {
    expect(clientPrefix(new Headers({ [addressHeader]: sealedAddress('198.51.100.1', true) }))).toBe('198.51.100.0/24')
    expect(clientPrefix(new Headers({ [addressHeader]: 'guess 198.51.100.1' }))).toBe(unknownPrefix)
    expect(clientPrefix(new Headers({ 'x-forwarded-for': '198.51.100.1' }))).toBe(unknownPrefix)
  })
})

describe('a caller on this machine', () => {
  const from = (address: string, direct = true) => new Headers({ [addressHeader]: sealedAddress(address, direct) })

  it.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])('is %s, asking for itself', (address) => {
    expect(isLocalCaller(from(address), false)).toBe(true)
  })

  it.each(['10.0.0.1', '198.51.100.1', '::', '', '127.0.0.1.evil.example'])('is not %s', (address) => {
    expect(isLocalCaller(from(address), false)).toBe(false)
  })

  it('is nobody whose request was passed on, nor anybody behind a trusted proxy', () => {
    expect(isLocalCaller(from('127.0.0.1', false), false)).toBe(false)
    expect(isLocalCaller(from('127.0.0.1'), true)).toBe(false)
  })

  it('is nobody who only says so', () => {
    expect(isLocalCaller(new Headers({ [addressHeader]: 'guess 127.0.0.1 direct' }), false)).toBe(false)
    expect(isLocalCaller(new Headers(), false)).toBe(false)
  })

  it.each(['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'])('is betrayed by %s', (name) => {
    expect(isDirect({ host: '127.0.0.1:3000', [name]: '' })).toBe(false)
    expect(isDirect({ host: '127.0.0.1:3000' })).toBe(true)
  })
})
