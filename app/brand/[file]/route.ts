import { getBrandSheet, getLogo } from '@/lib/settings/get-brand'

/** An address names its content: what it shows never changes, and nobody has to ask twice. */
const forever = 'public, max-age=31536000, immutable'

/** An address of another version of Swikriti, as in a rolling update: the next answer may come from that one. */
const askAgain = 'public, no-cache'

type Content = { type: string; body: BodyInit; cache: string }

const contentOf = async (file: string): Promise<Content | null> => {
  const [, name = '', kind] = /^([0-9a-f-]{24,31})\.(css|png)$/.exec(file) ?? []
  if (kind === undefined) return null
  if (kind === 'png') {
    const logo = await getLogo(name)
    return logo && { type: 'image/png', body: new Uint8Array(logo), cache: forever }
  }
  const sheet = getBrandSheet(name)
  return sheet && { type: 'text/css; charset=utf-8', body: sheet.css, cache: sheet.exact ? forever : askAgain }
}

/** The organisation's colour and logo, also those it wore a moment ago: pages from then still ask for them. */
export const GET = async (_request: Request, { params }: RouteContext<'/brand/[file]'>): Promise<Response> => {
  const content = await contentOf((await params).file)
  if (!content) return new Response('404\n', { status: 404, headers: { 'Cache-Control': 'private, no-store' } })
  return new Response(content.body, { headers: { 'Content-Type': content.type, 'Cache-Control': content.cache } })
}
