import 'server-only'
import nodemailer, { type Transporter } from 'nodemailer'
import { env } from '@/lib/env'
import { isLoopbackHost } from '@/lib/env-schema'

export type Letter = {
  readonly id: string
  readonly fromName: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/**
 * What a mail server made of a letter. `bounced`: it will never take it for this address. `later`: it may, or it could not
 * be asked; `code` is its answer or what stood in the way, never an address.
 */
export type Posted = { outcome: 'sent' } | { outcome: 'bounced' | 'later'; code: string }

/** A server that says nothing for this long is not waited for; a lease outlasts all of them together. */
const silenceMs = 10_000

/** The whole letter, whatever the server does in between. */
const deadlineMs = 45_000

/** The host and port that letters are handed to; null where no mail server is set. Never the user or the password. */
export const mailServer = (): { host: string; port: number } | null => {
  const { mail } = env()
  if (mail === null) return null
  const { protocol, hostname, port } = new URL(mail.url)
  return { host: hostname, port: port === '' ? (protocol === 'smtps:' ? 465 : 587) : Number(port) }
}

/** A connection to the mail server for one run; null where none is set. */
export const openTransport = (): Transporter | null => {
  const { mail } = env()
  const server = mailServer()
  if (mail === null || server === null) return null
  const { protocol, hostname, username, password } = new URL(mail.url)
  const secure = protocol === 'smtps:'
  return nodemailer.createTransport({
    pool: true,
    maxConnections: 4,
    ...server,
    secure,
    // The letter holds a link that lets somebody in: it leaves this machine sealed or not at all.
    requireTLS: !secure && !isLoopbackHost(hostname),
    ignoreTLS: isLoopbackHost(hostname) && !secure,
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs * 2,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

/** Guarantee: only looks whether the fields are there; each is checked before use. */
const asSmtpError = (error: unknown) =>
  (error instanceof Error ? error : {}) as {
    responseCode?: unknown
    code?: unknown
    originalCode?: unknown
    command?: unknown
  }

/**
 * Why a letter was not taken. `word` is nodemailer's kind of failure, `answer` the server's own number, `cause` what the
 * system or the TLS library called it, `step` the command that was answered. None of them holds an address.
 */
export type MailFault = { word: string; answer: number | null; cause: string | null; step: string | null }

const plainWord = (value: unknown): string | null =>
  typeof value === 'string' && /^[A-Z][A-Z0-9_ ]{1,60}$/.test(value) ? value : null

const faultOf = (error: unknown): MailFault => {
  const { responseCode, code, originalCode, command } = asSmtpError(error)
  const word = typeof code === 'string' && /^E[A-Z0-9]{2,20}$/.test(code) ? code : 'EUNKNOWN'
  const answer = typeof responseCode === 'number' ? responseCode : null
  return { word, answer, cause: plainWord(originalCode), step: plainWord(command) }
}

/** The server wants another sign-in, or none of this kind (RFC 4954 section 6). */
const aboutSignIn: ReadonlySet<number> = new Set([530, 534, 535, 538])

const whatFailed = ({ word, answer, step }: MailFault): Posted => {
  if (answer === null) return { outcome: 'later', code: word }
  // A wrong password or a sender that is not let in is ours to mend, and says nothing about the person's address.
  const ours = step === 'MAIL FROM' || aboutSignIn.has(answer)
  const theirs = answer >= 500 && !ours && (word === 'EENVELOPE' || word === 'EMESSAGE')
  return { outcome: theirs ? 'bounced' : 'later', code: String(answer) }
}

/** The host of our own address, for the id that stays the same however often a letter is sent. */
const messageIdOf = (id: string, from: string): string => `<${id}@${from.split('@')[1] ?? 'localhost'}>`

/**
 * Hands one letter to the server and waits for its last word, but never longer than the deadline (ms).
 * @returns null when it was taken. Never throws for what a server can do
 */
export const hand = async (
  transport: Transporter,
  letter: Letter,
  withinMs: number = deadlineMs,
): Promise<MailFault | null> => {
  const from = env().mail?.from ?? ''
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<MailFault>((resolve) => {
    timer = setTimeout(() => resolve({ word: 'ETIMEDOUT', answer: null, cause: null, step: null }), withinMs)
  })
  const sending = transport
    .sendMail({
      messageId: messageIdOf(letter.id, from),
      from: { name: letter.fromName, address: from },
      to: { name: '', address: letter.to },
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      // Answering machines and vacation notes keep quiet (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated' },
      textEncoding: 'base64',
    })
    .then(() => null, faultOf)
  try {
    return await Promise.race([sending, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The same for a letter of the queue: what is to be done with it. */
export const post = async (transport: Transporter, letter: Letter): Promise<Posted> => {
  const fault = await hand(transport, letter)
  return fault === null ? { outcome: 'sent' } : whatFailed(fault)
}
