/**
 * How long a sign-in still lives, in milliseconds: when nothing more happens, and at the latest. Spans and not times,
 * because the clock of a browser may be wrong.
 */
export type SignInLeft = { readonly idle: number; readonly latest: number }

/** Two minutes to press a button; five to bring to an end what cannot be extended. */
const idleLead = 2 * 60_000
const latestLead = 5 * 60_000

/** Later than the moment itself, so that the server, asked then, is past it too. */
const margin = 1_000

/**
 * What a page has to say about the sign-in, and in how many milliseconds to ask again. Both ends may be near: then the one that
 * a press of a button moves is said, while it is the first to come.
 */
export const standingOf = ({
  idle,
  latest,
}: SignInLeft): { readonly warn: 'idle' | 'latest' | null; readonly askIn: number } => {
  if (idle < latest && idle <= idleLead) return { warn: 'idle', askIn: idle + margin }
  const idleWarning = idle < latest ? idle - idleLead : latest
  if (latest <= latestLead) return { warn: 'latest', askIn: Math.min(idleWarning, latest) + margin }
  return { warn: null, askIn: Math.min(idleWarning, latest - latestLead) + margin }
}
