import type { DefaultJWT } from 'next-auth/jwt'

declare module 'next-auth' {
  interface User {
    id: string
    sid: string
    version: number
  }
}

declare module 'next-auth/jwt' {
  interface JWT extends DefaultJWT {
    sid?: string
    version?: number
  }
}
