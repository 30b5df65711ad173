import 'server-only'
import { type Choice, readChoice } from './choice'

/** What stands in a previewed form where a real one has its one-time key: which preview it is, and nothing that opens anything. */
export const previewKey = (id: string, choice: Choice): string =>
  new URLSearchParams({ preview: id, ...choice }).toString()

export const readPreviewKey = (key: unknown): { id: string; choice: Choice } => {
  const query = new URLSearchParams(typeof key === 'string' ? key : '')
  return { id: query.get('preview') ?? '', choice: readChoice(Object.fromEntries(query)) }
}
