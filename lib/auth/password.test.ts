import { hash } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { hashPassword, isPassword, maxHashesAtOnce, maxWaiting, needsRehash, withHashRoom } from './password'
import { passwordFault } from './password-rules'

describe('a stored password', () => {
  it('is argon2id with 64 MiB and three passes, and never the same twice [A-04]', async () => {
    const [one, two] = [await hashPassword('lantern orbit pickle'), await hashPassword('lantern orbit pickle')]
    expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/)
    expect(one).not.toBe(two)
    expect(await isPassword('lantern orbit pickle', one)).toBe(true)
    expect(await isPassword('lantern orbit pickles', one)).toBe(false)
    expect(needsRehash(one)).toBe(false)
  })

  it('is made anew when it was made with other costs [A-04]', async () => {
    expect(needsRehash(await hash('x', { memoryCost: 19_456, timeCost: 2, parallelism: 1 }))).toBe(true)
  })

  it('matches nothing where there is no account [A-07]', async () => {
    expect(await isPassword('', null)).toBe(false)
    expect(await isPassword('lantern orbit pickle', null)).toBe(false)
  })
})

describe('room for hashing', () => {
  it('is for four at once at most, in the order of coming, and for nobody who waited too long [A-04]', async () => {
    expect(maxHashesAtOnce).toBeLessThanOrEqual(4)
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const came: string[] = []
    const inside = Array.from({ length: maxHashesAtOnce }, () => withHashRoom(() => gate))
    const patient = ['first', 'second'].map((who) => withHashRoom(async () => came.push(who)))
    expect(await withHashRoom(async () => came.push('hasty'), 20)).toBeNull()
    expect(came).toEqual([])
    open()
    await Promise.all([...inside, ...patient])
    expect(came).toEqual(['first', 'second'])
  })

  it('has a line of bounded length, beyond which nobody waits, and which moves on [A-04]', async () => {
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const inside = Array.from({ length: maxHashesAtOnce }, () => withHashRoom(() => gate))
    const inLine = Array.from({ length: maxWaiting }, (_, place) => withHashRoom(async () => place, 60_000))
    let came = 0
    const refused = await Promise.all(Array.from({ length: 500 }, () => withHashRoom(async () => (came += 1), 60_000)))
    expect(refused.every((answer) => answer === null)).toBe(true)
    expect(came).toBe(0)
    open()
    await Promise.all(inside)
    expect(await Promise.all(inLine)).toEqual(inLine.map((_, place) => place))
    expect(await withHashRoom(async () => 'room again')).toBe('room again')
  })

  it('is free again after a failure [A-04]', async () => {
    await expect(withHashRoom(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await Promise.all([1, 2, 3, 4].map((n) => withHashRoom(async () => n)))).toEqual([1, 2, 3, 4])
  })
})

describe('a new password', () => {
  const own = ['asha.rao@bank.example', 'Asha Rao', 'Test Bank']
  const faultOf = (password: string) => passwordFault(password, own)

  it.each([
    'lantern orbit pickle',
    'correct mule staple 7',
    '9d!kQ#2x_Lp4',
    'मेरा नया लंबा वाक्य',
    '            pad me out',
    '739182640573',
  ])('may be %j, whatever its characters [A-04]', async (password) => {
    expect(await faultOf(password)).toBeNull()
  })

  it('has 12 to 256 characters as people count them [A-04]', async () => {
    expect(await faultOf('9d!kQ#2x_Lp')).toBe('password_short')
    expect(await faultOf('🦊🐢🌊🍕🎈')).toBe('password_short')
    expect(await faultOf(`9d!kQ#2x_Lp4${'ab cd ef '.repeat(28)}`)).toBe('password_long')
  })

  it.each([
    'password1234', // a known one with digits
    'P@ssw0rd2026', // in disguise
    '1qaz2wsx3edc4rfv', // on the list as it stands
    'qwertyuiopasdfghjkl',
    'aaaaaaaaaaaa',
    'abcabcabcabc', // repeated
    'abcdefghijkl', // a run
    '123456789012',
    '!!!!letmein!!!!',
    'Swikriti-2026', // the product
    'digilocker12345',
    'swikritiadmin', // two words of the product
    'asha.rao@bank.example',
    'TestBank2026', // the organisation
    'AshaRao123456',
  ])('is not %j, which others would guess [A-04]', async (password) => {
    expect(await faultOf(password)).toBe('password_common')
  })
})
