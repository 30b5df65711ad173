import { headers } from 'next/headers'
import { mayScrape } from '@/lib/metrics/may-scrape'
import { readMetrics } from '@/lib/metrics/read-metrics'

export const dynamic = 'force-dynamic'

/** Prometheus text, for whoever has the token or runs on this machine. */
export const GET = async (): Promise<Response> => {
  if (!mayScrape(await headers()))
    return new Response('unauthorized\n', { status: 401, headers: { 'WWW-Authenticate': 'Bearer realm="metrics"' } })
  const { text, type } = await readMetrics()
  return new Response(text, { headers: { 'Content-Type': type, 'Cache-Control': 'no-store' } })
}
