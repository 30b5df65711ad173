import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { pool } from '@/lib/db/client'
import { countOf, type Inviter, invite, inviteBed } from '@/lib/invites/testing'
import { startSilence } from '@/lib/mail/testing'
import { startInviteJobs } from './invite-jobs'
import { queues, startQueue, stopQueue } from './queue'

let silence: Awaited<ReturnType<typeof startSilence>>
let down: () => Promise<void>
let asha: Inviter

beforeAll(async () => {
  silence = await startSilence()
  Object.assign(process.env, { SMTP_URL: `smtp://127.0.0.1:${silence.port}`, MAIL_FROM: 'kyc@bank.example' })
  ;({ down, asha } = await inviteBed())
})
afterAll(async () => {
  silence.close()
  await down()
})

it('reminders are put in line while letters wait for a mail server that says nothing', async () => {
  const { id } = await invite(asha, { email: 'meera@home.example' }, { byMail: true })
  const boss = await startQueue(true)
  onTestFinished(stopQueue)
  await startInviteJobs(boss)
  const underWay = () => countOf('mail_messages', `state = 'queued' and lease_until is not null`)
  await expect.poll(underWay, { timeout: 10_000 }).toBe(1)
  await pool().query('update invitations set next_reminder_at = now() where id = $1', [id])
  await boss.send(queues.reminders, {}, { singletonKey: queues.reminders })
  const reminders = () => countOf('mail_messages', `kind = 'reminder'`)
  await expect.poll(reminders, { timeout: 8_000 }).toBe(1)
  expect(await underWay()).toBe(1)
})
