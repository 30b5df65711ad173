import 'server-only'
import { appendFile, readFile } from 'node:fs/promises'
import { env } from '@/lib/env'
import { errorFields, log } from '@/lib/log'
import { processState } from '@/lib/process-state'
import { type HeadStatement, openHead, type SealedHead, type TrustedKeys, tokenOf, tokensIn } from './chain/signed-head'

/** What this process knows of the trail, whatever the database says later. */
const memory = () => processState<{ last?: HeadStatement | null }>('audit heads', () => ({}))

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** The newest head in the file of an earlier process; null without one. */
const fromFile = async (keys: TrustedKeys): Promise<HeadStatement | null> => {
  const file = env().audit.headsFile
  if (file === null) return null
  try {
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
    const heads = tokensIn(lines.at(-1) ?? '').map((token) => openHead(keys, token))
    return heads.at(-1) ?? null
  } catch (error) {
    if (isMissing(error)) return null
    log.error('audit.heads_file_unreadable', { alert: true, ...errorFields(error) })
    return null
  }
}

/**
 * The newest head this machine knows of from outside the database. A signer that finds less than this in the database must
 * not sign: somebody has cut the trail, or an older copy was put in its place.
 */
export const lastKnownHead = async (keys: TrustedKeys): Promise<HeadStatement | null> => {
  const known = memory()
  known.last ??= await fromFile(keys)
  return known.last
}

/**
 * Carries a signed head out of the database: into the log, and into the file where one is set. Neither can hold up the
 * trail: the head is in the database already, and the next one covers it.
 */
export const publishHead = async ({ sealed, said }: { sealed: SealedHead; said: HeadStatement }): Promise<void> => {
  if (said.kind === 'head') memory().last = said
  const token = tokenOf(sealed)
  log.info('audit.head_signed', { audit_head: token, count: said.seq - said.from, kind: said.kind })
  const file = env().audit.headsFile
  if (file === null) return
  try {
    await appendFile(file, `${token}\n`, { mode: 0o600, flush: true })
  } catch (error) {
    log.error('audit.heads_file_unwritable', { alert: true, ...errorFields(error) })
  }
}

/** For tests, which play several processes in one. */
export const forgetHeads = (): void => {
  delete memory().last
}
