import 'server-only'
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PoolClient } from 'pg'
import { pool } from '@/lib/db/client'
import { withTransaction } from '@/lib/db/transaction'
import { systemActor } from '@/lib/jobs/system-actor'
import { staffTestBed } from '@/lib/staff/testing'
import type { Actor } from './actor'
import { verifyTrail } from './chain/verify-trail'
import { emitAudit } from './emit'
import type { AuditEvent } from './events'
import { signingKey, trustedKeys } from './keys'
import { forgetHeads } from './publish-head'
import { signHead } from './sign-head'

export const auditor = systemActor('auditor')

/** A fresh database whose trail is signed, and a file for its heads. The settings are read once, so once for a test file. */
export const auditTestBed = async (): Promise<{ headsFile: string; drop: () => Promise<void> }> => {
  const headsFile = join(mkdtempSync(join(tmpdir(), 'swikriti-heads-')), 'heads.txt')
  Object.assign(process.env, {
    AUDIT_SIGNING_KEY: randomBytes(32).toString('base64'),
    AUDIT_HEADS_FILE: headsFile,
  })
  forgetHeads()
  return { headsFile, drop: await staffTestBed() }
}

/** Rows about one object, each in a transaction of its own as verbs write them. */
export const addRows = async (
  number: number,
  wish: Partial<AuditEvent> = {},
  actor: Actor = auditor,
): Promise<void> => {
  for (let n = 0; n < number; n += 1)
    await withTransaction((tx) =>
      emitAudit(tx, actor, { action: 'session.checked', object_id: `kyc_${n}`, detail: { n }, ...wish }),
    )
}

export const sign = () => {
  const key = signingKey()
  if (!key) throw new Error('expected a signing key; call auditTestBed first')
  return signHead(auditor, key)
}

/** What a superuser can do who has the tables to himself: triggers off, every statement allowed. Undone afterwards. */
export const asIntruder = async <T>(crime: string, then: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool().connect()
  try {
    await client.query('begin isolation level repeatable read')
    await client.query('set local session_replication_role = replica')
    await client.query(crime)
    return await then(client)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

export const verifyNow = (client: PoolClient, now = new Date()) => verifyTrail(client, trustedKeys(), { now })

/** The chain computed anew from one row on, as anybody can who has read how: numbers without gaps, hashes that fit. */
export const rehashFrom = (seq: number): string => `
  do $$
  declare
    line record;
    last_seq bigint := ${seq} - 1;
    last_hash bytea := coalesce((select hash from audit_events where seq = ${seq} - 1), sha256('swikriti audit trail'::bytea));
  begin
    for line in select ctid, seq, body from audit_events where seq >= ${seq} order by seq loop
      update audit_events set seq = last_seq + 1, prev_hash = last_hash,
        hash = sha256(last_hash || convert_to((last_seq + 1)::text || body, 'UTF8'))
      where ctid = line.ctid returning audit_events.seq, audit_events.hash into last_seq, last_hash;
    end loop;
    update audit_head set seq = last_seq, hash = last_hash;
  end $$;`
