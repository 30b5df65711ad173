import 'server-only'
import type { Permitted } from '@/lib/auth/permissions'
import { pool } from '@/lib/db/client'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { newId } from '@/lib/ids'
import { judgeMailFault, type MailTrouble } from '@/lib/mail/judge-mail-fault'
import { hand, mailServer, openTransport } from '@/lib/mail/transport'
import { limiter } from '@/lib/security/rate-limit'
import { getOrganisation } from './get-organisation'
import { recordTestBegun, recordTested } from './record-test'

/** What a test letter met. `host` is the mail server's, `to` the address of the colleague who asked. */
export type MailTest =
  | { kind: 'not_set' }
  | { kind: 'wait'; until: Date }
  | { kind: 'accepted'; host: string; to: string }
  | { kind: 'trouble'; host: string; trouble: MailTrouble }

/** Someone waits at the page: shorter than a letter of the queue gets, longer than a healthy server needs. */
const deadlineMs = 20_000

const ownAddress = async (staffId: string): Promise<string> => {
  const { rows } = await pool().query<{ email: string }>('select email from staff where id = $1', [staffId])
  if (!rows[0]) throw new Error('expected the colleague who asks to have a row, found none')
  return rows[0].email
}

const testLetter = async (to: string) => {
  const t = dictionary(defaultLocale)
  const { name: business } = await getOrganisation()
  const [subject, text] = [t('mail.test.subject', { business }), t('mail.test.text')]
  return { id: newId('mal'), fromName: business, to, subject, text, html: `<!doctype html><p>${text}</p>` }
}

/**
 * Sends one letter to the colleague who asks, through the same connection and rules as every letter of the queue, and waits
 * for the server's last word. At most 5 in 15 minutes for each colleague, so that no mailbox is flooded.
 */
export const testMail = async (actor: Permitted<'settings.manage'>): Promise<MailTest> => {
  const server = mailServer()
  const transport = openTransport()
  if (server === null || transport === null) return { kind: 'not_set' }
  try {
    const taken = await limiter('mail_test', 5, 900).take(actor.staffId)
    if (!taken.ok) return { kind: 'wait', until: taken.until }
    const to = await ownAddress(actor.staffId)
    const letter = await testLetter(to)
    await recordTestBegun(actor, 'mail')
    const fault = await hand(transport, letter, deadlineMs)
    const trouble = fault && judgeMailFault(fault)
    await recordTested(actor, 'mail', {
      outcome: trouble?.kind ?? 'accepted',
      code: trouble?.kind === 'refused' ? trouble.code : null,
    })
    return trouble ? { kind: 'trouble', host: server.host, trouble } : { kind: 'accepted', host: server.host, to }
  } finally {
    transport.close()
  }
}
