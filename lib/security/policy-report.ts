import 'server-only'
import { z } from 'zod'

const body = z.object({
  effectiveDirective: z.string().optional(),
  blockedURL: z.string().optional(),
  documentURL: z.string().optional(),
})
// Browsers send a batch of any kinds of report; ours are the ones about the content policy.
const batch = z.array(z.object({ type: z.string(), body: z.unknown() })).max(50)

export type Violation = { readonly directive: string; readonly kind: string; readonly route: string }

/** A keyword (`inline`, `eval`) or the scheme and host of what was blocked; the rest may carry a secret. */
const blocked = (text: string | undefined): string => {
  const url = text === undefined ? null : URL.parse(text)
  return url === null ? (text ?? 'unknown').slice(0, 20) : `${url.protocol}//${url.host}`
}

/** The first segment only: deeper ones are nonces and handles. */
const page = (text: string | undefined): string => `/${URL.parse(text ?? '')?.pathname.split('/')[1] ?? ''}`

/** What may be logged of a policy report: which rule, what kind of thing, which page. Anything else is ignored. */
export const violations = (json: unknown): Violation[] => {
  const parsed = batch.safeParse(json)
  if (!parsed.success) return []
  return parsed.data.flatMap((report) => {
    const facts = report.type === 'csp-violation' ? body.safeParse(report.body) : null
    if (!facts?.success) return []
    const { effectiveDirective = 'unknown', blockedURL, documentURL } = facts.data
    return [{ directive: effectiveDirective, kind: blocked(blockedURL), route: page(documentURL) }]
  })
}
