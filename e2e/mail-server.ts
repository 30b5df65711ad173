import { SMTPServer } from 'smtp-server'

/** A real mail server that takes what it gets, until it is told to refuse, or for addresses it does not know. */
export const startMail = async (port: number, unknown: readonly string[] = []) => {
  const state = { refuses: false, letters: 0 }
  const noMailbox = Object.assign(new Error('no such mailbox'), { responseCode: 550 })
  const server = new SMTPServer({
    allowInsecureAuth: true,
    onAuth: ({ username }, _session, done) => done(null, { user: username ?? '' }),
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(state.refuses || unknown.includes(address) ? noMailbox : null),
    onData: (stream, _session, done) => {
      stream.resume().on('end', () => {
        state.letters += 1
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { state, close: () => new Promise<void>((resolve) => server.close(() => resolve())) }
}
