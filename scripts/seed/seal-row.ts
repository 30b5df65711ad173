import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'

/*
 * Seals a made-up session_id as the product does (lib/security/encrypt.ts, which only a server may import), so that the
 * console can open it. A test opens with the product what was sealed here.
 */

const bound = (key: Buffer, row: string, column: string, plain: Buffer): string => {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(Buffer.from(`v1|${row}|${column}`))
  const body = cipher.update(plain)
  cipher.final()
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
}

/**
 * A data key for one row, wrapped.
 * @param encryptionKeys as in the setting: `k2:<base64>,k1:<base64>`; the first one seals
 */
export const wrapDataKey = (encryptionKeys: string, table: string, id: string, dataKey = randomBytes(32)): string => {
  const [keyId = '', key = ''] = encryptionKeys.split(',')[0]?.trim().split(':') ?? []
  return `v1.${keyId}.${bound(Buffer.from(key, 'base64'), `${table}|${id}`, 'data_key', dataKey)}`
}

export const sealRow = (encryptionKeys: string, id: string, session_id: string) => {
  const dataKey = randomBytes(32)
  return {
    data_key: wrapDataKey(encryptionKeys, 'kyc_sessions', id, dataKey),
    session_id_enc: `v1.${bound(dataKey, `kyc_sessions|${id}`, 'session_id', Buffer.from(session_id))}`,
  }
}

/** The key of the blind index over session_id, as lib/security/blind-index.ts derives it. */
export const sessionIndexKey = (authSecret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', authSecret, '', 'blind-index|session_id', 32))
