import 'server-only'
import type { PgBoss } from 'pg-boss'
import { remindInvited } from '@/lib/invites/remind'
import { runImports } from '@/lib/invites/run-import'
import { tidyImports } from '@/lib/invites/tidy-imports'
import { sendDueMail } from '@/lib/mail/send-due-mail'
import { noteWorker, queues } from './queue'
import { systemActor } from './system-actor'

/**
 * Sends mail, queues reminders and works off files of invitations, each by itself: a slow mail server keeps no reminder from
 * its place in the line. Each looks once a minute, and at once when woken. A stop waits for the work under way, so
 * a job is short and asks for another when there is more.
 */
export const startInviteJobs = async (boss: PgBoss): Promise<void> => {
  const often = { batchSize: 1, pollingIntervalSeconds: 2 }
  const again = (queue: string) => boss.send(queue, {}, { singletonKey: queue })
  const mail = async () => {
    // Whatever came or fell due meanwhile does not wait for the minute.
    if ((await sendDueMail(systemActor('mailer'))) > 0) await again(queues.mail)
  }
  const reminders = async () => {
    if (await remindInvited(systemActor('inviter'))) await again(queues.reminders)
  }
  const imports = async () => {
    await runImports(systemActor('inviter'))
    await tidyImports(systemActor('inviter'))
  }
  noteWorker(queues.mail, await boss.work(queues.mail, often, mail))
  await boss.work(queues.reminders, often, reminders)
  noteWorker(queues.imports, await boss.work(queues.imports, often, imports))
  for (const queue of [queues.mail, queues.reminders, queues.imports]) {
    await boss.schedule(queue, '* * * * *')
    // What was cut off when the last process died does not wait for the minute.
    await again(queue)
  }
}
