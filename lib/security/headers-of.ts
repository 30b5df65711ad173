import 'server-only'
import type { IncomingMessage } from 'node:http'

/** The headers of a request as the standard's Headers would read them: repeated ones joined, absent ones null. */
export const headersOf = (request: IncomingMessage) => ({
  get: (name: string): string | null => request.headersDistinct[name]?.join(',') ?? null,
})
