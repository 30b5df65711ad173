import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import { invitations } from './invites.ts'

const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })

/**
 * One e-mail to an invited person. Address and words are made when it is sent and kept nowhere else. The row's id is its
 * Message-ID, so that a message sent twice after a crash is one in the mailbox. `token_enc` is the link's token, sealed under
 * the invitation's key from the first try until the message is out. `code` is what the mail server said last, or
 * what stood in the way.
 */
export const mailMessages = pgTable(
  'mail_messages',
  {
    id: text('id').primaryKey(),
    invitation_id: text('invitation_id')
      .notNull()
      .references(() => invitations.id),
    kind: text('kind').$type<'invitation' | 'reminder' | 'new_link'>().notNull(),
    state: text('state').$type<'queued' | 'sent' | 'bounced' | 'failed' | 'dropped'>().notNull(),
    /** Somebody asked for this very letter and waits for it: it goes before letters of a file and reminders. */
    personal: boolean('personal').notNull().default(false),
    tries: integer('tries').notNull().default(0),
    next_try_at: at('next_try_at'),
    lease_until: at('lease_until'),
    token_enc: text('token_enc'),
    code: text('code'),
    created_at: at('created_at').notNull(),
    settled_at: at('settled_at'),
  },
  (table) => [
    check('mail_messages_state', sql`${table.state} in ('queued', 'sent', 'bounced', 'failed', 'dropped')`),
    index('mail_messages_due').on(table.personal, table.next_try_at).where(sql`${table.state} = 'queued'`),
    index('mail_messages_invitation').on(table.invitation_id, table.created_at),
  ],
)
export type MailRow = typeof mailMessages.$inferSelect

/**
 * One row: since when reminders have been looked after without a pause, and when last. It tells what was missed while nobody
 * ran from what is late because there is much to do (lib/invites/remind.ts).
 */
export const reminderWatch = pgTable('reminder_watch', {
  id: integer('id').primaryKey(),
  since: at('since').notNull(),
  looked_at: at('looked_at').notNull(),
})
