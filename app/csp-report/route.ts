import { RateLimiterMemory } from 'rate-limiter-flexible'
import { log } from '@/lib/log'
import { violations } from '@/lib/security/policy-report'

// Anybody can post here; a minute's worth of true reports is a handful, and a flood must not fill the log.
const budget = new RateLimiterMemory({ points: 60, duration: 60 })
const maxReports = 5

const answer = (): Response => new Response(null, { status: 204 })

/** Where browsers report violations of our content policy. Public; always 204, so it tells a prober nothing. */
export const POST = async (request: Request): Promise<Response> => {
  const within = await budget.consume('all').then(
    () => true,
    () => false,
  )
  if (!within) return answer()
  const text = await request.text()
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    // Not JSON is not a report; its content is none of the log's business.
    log.info('policy.report_unreadable', { bytes: text.length })
    return answer()
  }
  for (const found of violations(json).slice(0, maxReports)) log.warn('policy.violated', found)
  return answer()
}
