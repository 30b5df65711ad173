import 'server-only'
import { createHash } from 'node:crypto'
import { now, setClockRight } from '@/lib/clock'
import { storeNotice } from '@/lib/consent/store-notice'
import { pool } from '@/lib/db/client'
import type { KycSession } from '@/lib/db/schema/sessions'
import type { StartInput } from '@/lib/kyc/start-schema'
import { noteProviderClock } from '@/lib/provider/provider-clock'
import { providerTestBed } from '@/lib/provider/testing'
import { getTemplateVersion } from '@/lib/templates/template-version'
import { type Simulator, startSimulator } from '@/simulator/server'
import { type Binder, binderHash, freshBinder } from './binder'
import { personBehind } from './binding'
import { newStartKey, readStartKey } from './start-key'
import { startSession } from './start-session'

/** Real PostgreSQL and a real provider process in miniature; what the verbs stand on in tests. */
export const journeyBed = async (): Promise<{ simulator: Simulator; down: () => Promise<void> }> => {
  const drop = await providerTestBed()
  const simulator = await startSimulator({ settings: { rpmLimit: null } })
  Object.assign(process.env, {
    PUBLIC_ORIGIN: 'https://consent.example',
    SANDBOX_API_KEY: simulator.keys[0]?.key,
    SANDBOX_API_SECRET: simulator.keys[0]?.secret,
    SANDBOX_BASE_URL: simulator.origin,
    SANDBOX_RPM: '6000',
  })
  return {
    simulator,
    down: async () => {
      await drop()
      await simulator.close()
    },
  }
}

/** After a test that moved our clock: the provider's is no longer that far from it. */
export const setClockBack = (): void => {
  setClockRight()
  noteProviderClock({ date: now().toUTCString() }, 0)
}

const notice = {
  hash: createHash('sha256').update('words').digest(),
  version: 'test',
  locale: 'en',
  body: 'words',
  reads: {},
} as const

/** A browser that has opened the start page. */
export class TestBrowser {
  binder: Binder = freshBinder()
  newKey = (templateVersionId = 'tpv_standard_1'): string =>
    newStartKey(this.binder, { templateVersionId, noticeHash: notice.hash })
  person = () => personBehind(this.binder)

  start = async (wish: Partial<StartInput> = {}, key = this.newKey(), invitationId: string | null = null) => {
    const startKey = readStartKey(this.binder, key)
    const template = startKey && (await getTemplateVersion(startKey.templateVersionId))
    if (!template) throw new Error('a key of another browser or an unknown template')
    await storeNotice(notice)
    return startSession({
      binder: this.binder,
      startKeyHash: startKey.hash,
      template,
      invitationId,
      input: { start_key: key, doc_types: ['pan'], flow: 'signin', verified_mobile: '', agreed: 'yes', ...wish },
      locale: 'en',
      browserClass: 'android-chrome',
      notice,
    })
  }

  /** Its sessions, newest first. */
  sessions = async (): Promise<KycSession[]> => {
    const { rows } = await pool().query<KycSession>(
      `select s.* from kyc_sessions s join browsers b using (owner_id) where b.binder_hash = $1 order by s.created_at desc`,
      [binderHash(this.binder)],
    )
    return rows
  }

  /** Its one session. */
  session = async (): Promise<KycSession> => {
    const [row] = await this.sessions()
    if (!row) throw new Error('this browser has started nothing')
    return row
  }
}

/** The nonce of a session, as the provider was told it: we keep only its hash. */
export const nonceAtProvider = (simulator: Simulator): string => {
  const urls = simulator.control.calls({ endpoint: 'init' }).map((call) => call.redirect_url ?? '')
  const nonce = /\/callback\/([^/]+)\/return$/.exec(urls.at(-1) ?? '')?.[1]
  if (!nonce) throw new Error('no init has arrived')
  return nonce
}

/** Audit actions about one object, oldest first. */
export const auditOf = async (id: string): Promise<string[]> => {
  const { rows } = await pool().query<{ action: string }>(
    'select action from audit_events where object_id = $1 order by seq',
    [id],
  )
  return rows.map((row) => row.action)
}
