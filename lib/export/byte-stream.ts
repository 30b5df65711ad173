import 'server-only'

/**
 * Text as a body that is made only as fast as it is read. A reader who goes away aborts `signal` at once, so that a statement
 * that is still running can be stopped, and then ends the generator at its next step.
 */
export const byteStream = (make: (signal: AbortSignal) => AsyncGenerator<string>): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder()
  const reader = new AbortController()
  const chunks = make(reader.signal)
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { value, done } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      },
      cancel: async () => {
        reader.abort()
        await chunks.return(undefined)
      },
    },
    // One chunk ahead: the next batch is read while this one is on its way, and nothing more is held.
    { highWaterMark: 1 },
  )
}
