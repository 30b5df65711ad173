import 'server-only'
import type { MailFault } from './transport'

/** What a colleague can do something about. `code` is the mail server's own answer (RFC 5321, RFC 4954). */
export type MailTrouble =
  | { kind: 'unknown_host' | 'unreachable' | 'broken_off' | 'silent' | 'certificate' | 'tls' | 'other' }
  | { kind: 'refused'; code: number; why: RefusalReason }

/** What such an answer usually means, by the command it answered and its number. */
export type RefusalReason = 'password' | 'sign_in_needed' | 'busy' | 'sender' | 'address' | 'letter' | 'other'

const certificateFault = /CERT|SELF_SIGNED|ISSUER|UNABLE_TO_VERIFY|ALTNAME/

const reasonOf = (code: number, { word, step }: MailFault): RefusalReason => {
  if (code === 530) return 'sign_in_needed'
  if (word === 'EAUTH') return 'password'
  // 4yz says "not now" of every command (RFC 5321, 4.2.1).
  if (code < 500) return 'busy'
  if (step === 'MAIL FROM') return 'sender'
  if (step === 'RCPT TO') return 'address'
  return step === 'DATA' ? 'letter' : 'other'
}

/** Pure: from what nodemailer reports to the one thing that is wrong. */
export const judgeMailFault = (fault: MailFault): MailTrouble => {
  const { word, answer, cause } = fault
  if (cause !== null && certificateFault.test(cause)) return { kind: 'certificate' }
  // A server that does not know STARTTLS answers it with a number; the number is not the trouble.
  if (word === 'ETLS' || (cause !== null && /SSL|TLS|EPROTO/.test(cause))) return { kind: 'tls' }
  if (answer !== null) return { kind: 'refused', code: answer, why: reasonOf(answer, fault) }
  if (word === 'EDNS') return { kind: 'unknown_host' }
  if (word === 'ETIMEDOUT') return { kind: 'silent' }
  if (word === 'ECONNECTION' || cause === 'ECONNRESET' || cause === 'EPIPE') return { kind: 'broken_off' }
  if (word === 'ESOCKET') return { kind: 'unreachable' }
  return { kind: 'other' }
}
