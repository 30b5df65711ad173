import { afterEach, describe, expect, it, vi } from 'vitest'
import { emptyStart, type StartState } from '@/lib/kyc/start-state'
import { startSafely } from './start-safely'

const typed: StartState = {
  ...emptyStart('key-1'),
  answers: { doc_types: ['pan'], flow: 'signup', verified_mobile: '98', agreed: true },
}

const withDigest = (digest: string): Error => Object.assign(new Error('signal'), { digest })

describe('startSafely', () => {
  afterEach(() => vi.restoreAllMocks())

  it('gives back what the server answers', async () => {
    const answer = { ...typed, tries: 1, errors: { agreed: 'tick_agreement' as const } }
    expect(await startSafely(async () => answer)(typed, new FormData())).toEqual(answer)
  })

  it('keeps answers and key when the connection is lost, so pressing again starts nothing twice [R-04]', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const lost = new TypeError('Failed to fetch')
    const state = await startSafely(() => Promise.reject(lost))(typed, new FormData())
    expect(state).toEqual({ ...typed, problem: { code: 'unreachable' }, tries: 1 })
    expect(warned).toHaveBeenCalledWith(expect.any(String), lost)
  })

  it('says that the page was updated when the server no longer knows the action', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const unknown = Object.assign(new Error('not found'), { name: 'UnrecognizedActionError' })
    const state = await startSafely(() => Promise.reject(unknown))(typed, new FormData())
    expect(state.problem).toEqual({ code: 'page_updated' })
  })

  it.each(['NEXT_REDIRECT;push;/callback/abc;303;', '1234567890'])('hands %s on to Next', async (digest) => {
    const signal = withDigest(digest)
    await expect(startSafely(() => Promise.reject(signal))(typed, new FormData())).rejects.toBe(signal)
  })

  it('leaves for DigiLocker once and stays "sending" until the browser has left [R-08]', async () => {
    const assign = vi.fn()
    vi.stubGlobal('window', { location: { assign } })
    const address = 'https://digilocker.meripehchaan.gov.in/public/oauth2/1/authorize?state=a;b'
    const settled = vi.fn()
    const leaving = startSafely(() => Promise.reject(withDigest(`NEXT_REDIRECT;push;${address};303;`)))
    leaving(typed, new FormData()).then(settled, settled)
    await new Promise((resolve) => setImmediate(resolve))
    expect(assign.mock.calls).toEqual([[address]])
    expect(settled).not.toHaveBeenCalled()
    vi.unstubAllGlobals()
  })
})
