import 'server-only'
import { createHash } from 'node:crypto'

/**
 * What one sending of the form is known by: its ticket, its choices and every byte of its file. The same form sent twice
 * has the same key; the kept form of browser Back with a mended file, or another choice, has a new one. The ticket is a
 * secret nobody keeps, so the key tells nothing of the people in the file.
 */
export const uploadKey = async (
  ticket: string,
  choices: readonly string[],
  source: AsyncIterable<Uint8Array>,
): Promise<Buffer> => {
  const hash = createHash('sha256').update(JSON.stringify([ticket, ...choices]))
  for await (const chunk of source) hash.update(chunk)
  return hash.digest()
}
