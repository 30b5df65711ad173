import 'server-only'
import type { PgBoss } from 'pg-boss'
import { remindInvited } from '@/lib/invites/remind'
import { runImports } from '@/lib/invites/run-import'
import { tidyImports } from '@/lib/invites/tidy-imports'
import { sendDueMail } from '@/lib/mail/send-due-mail'
import { noteWorker, queues } from './queue'
import { systemActor } from './system-actor'

/** Sends mail and reminders and works off files of invitations; each looks once a minute, and at once when woken. */
export const startInviteJobs = async (boss: PgBoss): Promise<void> => {
  const often = { batchSize: 1, pollingIntervalSeconds: 2 }
  const mail = async () => {
    await remindInvited(systemActor('inviter'))
    await sendDueMail(systemActor('mailer'))
  }
  const imports = async () => {
    await runImports(systemActor('inviter'))
    await tidyImports(systemActor('inviter'))
  }
  noteWorker(queues.mail, await boss.work(queues.mail, often, mail))
  noteWorker(queues.imports, await boss.work(queues.imports, often, imports))
  for (const queue of [queues.mail, queues.imports]) {
    await boss.schedule(queue, '* * * * *')
    // What was cut off when the last process died does not wait for the minute.
    await boss.send(queue, {}, { singletonKey: queue })
  }
}
