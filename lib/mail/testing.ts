import 'server-only'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export type Delivered = { readonly to: string; readonly source: string }

/** What the next letters meet. `die_after_mail` drops the connection between MAIL and DATA, `die_after_data` when it was taken. */
export type Mood =
  | 'takes'
  | 'refuses_sender'
  | 'refuses_address'
  | 'wants_sign_in'
  | 'busy'
  | 'die_after_mail'
  | 'die_after_data'
  | 'refuses_words'

const smtpError = (code: number, words: string): Error => Object.assign(new Error(words), { responseCode: code })

/** A real mail server on this machine. @param options on top of one that takes mail from everybody, in the open */
export const startMailServer = async (options: SMTPServerOptions = {}) => {
  const state: { mood: Mood; delivered: Delivered[] } = { mood: 'takes', delivered: [] }
  const sockets = new Set<Socket>()
  const dropAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  const handlers: Pick<SMTPServerOptions, 'onMailFrom' | 'onRcptTo' | 'onData'> = {
    onMailFrom: (_address, _session, done) =>
      state.mood === 'refuses_sender' ? done(smtpError(553, 'not in this name')) : done(),
    onRcptTo: (_address, _session, done) => {
      if (state.mood === 'refuses_address') return done(smtpError(550, 'no such mailbox'))
      if (state.mood === 'wants_sign_in') return done(smtpError(530, 'sign in first'))
      if (state.mood === 'busy') return done(smtpError(451, 'try again later'))
      if (state.mood === 'die_after_mail') return dropAll()
      return done()
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (state.mood === 'refuses_words') return done(smtpError(554, 'not these words'))
        const [to] = session.envelope.rcptTo
        state.delivered.push({ to: to?.address ?? '', source: Buffer.concat(parts).toString() })
        return state.mood === 'die_after_data' ? dropAll() : done()
      })
    },
  }
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], ...handlers, ...options })
  server.on('error', () => undefined)
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: portOf(server.server.address()),
    state,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** Guarantee: a listening TCP server has an address with a port. */
const portOf = (address: AddressInfo | string | null): number => (address as AddressInfo).port

/** Something that accepts connections and says nothing. */
export const startSilence = async (): Promise<{ port: number; close: () => void }> => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => sockets.add(socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: portOf(server.address()),
    close: () => {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

/** The parts of a letter as its reader sees them. */
export const partsOf = (source: string): { text: string; html: string } => {
  const bodies = [...source.matchAll(/Content-Transfer-Encoding: base64\r\n\r\n([A-Za-z0-9+/=\r\n]+)/g)].map((found) =>
    Buffer.from(found[1] ?? '', 'base64').toString(),
  )
  return { text: bodies[0] ?? '', html: bodies[1] ?? '' }
}

export const headerOf = (source: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(source)?.[1]?.trim()
