import 'server-only'
import type { Socket } from 'node:net'

/** A file somebody chose by mistake arrives within these; a sender who never ends is cut off. */
const longestMs = 10_000
const mostBytes = 64 * 1024 * 1024

/**
 * A browser reads no answer before its form is sent, and a connection that is closed under it shows its own page about a
 * connection that was reset. So what still comes is thrown away for a while after the answer (RFC 9112, section 9.6).
 */
export const lingerAfterAnswer = (socket: Socket): void => {
  socket.destroySoon = () => {
    let left = mostBytes
    const timer = setTimeout(() => socket.destroy(), longestMs)
    socket.on('data', (chunk) => {
      left -= chunk.length
      if (left < 0) socket.destroy()
    })
    socket.once('end', () => socket.destroy())
    socket.once('close', () => clearTimeout(timer))
    socket.end()
  }
}
