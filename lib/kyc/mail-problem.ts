/** What became of an e-mail, as `mail_messages.state` says it. */
export type MailState = 'queued' | 'sent' | 'bounced' | 'failed' | 'dropped'

export type MailProblem = 'no_mailbox' | 'full' | 'refused' | 'unreachable'

/** Mailbox not there, not local, not a name (RFC 5321 section 4.2.3). */
const noMailbox: ReadonlySet<string> = new Set(['550', '551', '553'])

/**
 * Why an e-mail will not arrive, or null while it still may have. `no_mailbox` and `full` are what servers usually mean by
 * their number; the number itself is shown beside the words.
 */
export const mailProblemOf = (state: MailState, code: string | null): MailProblem | null => {
  if (state === 'failed') return 'unreachable'
  if (state !== 'bounced') return null
  if (code === '552') return 'full'
  return code !== null && noMailbox.has(code) ? 'no_mailbox' : 'refused'
}
