import { getBrandSheet, getLogo } from '@/lib/settings/get-brand'

/** An address names its content: what it shows never changes, and nobody has to ask twice. */
const forever = 'public, max-age=31536000, immutable'

const contentOf = async (file: string): Promise<{ type: string; body: BodyInit } | null> => {
  const [, hash = '', kind] = /^([0-9a-f]{24})\.(css|png)$/.exec(file) ?? []
  if (kind === undefined) return null
  if (kind === 'png') {
    const logo = await getLogo(hash)
    return logo && { type: 'image/png', body: new Uint8Array(logo) }
  }
  const css = await getBrandSheet(hash)
  return css === null ? null : { type: 'text/css; charset=utf-8', body: css }
}

/** The organisation's colour and logo; a look that is worn no more is not found. */
export const GET = async (_request: Request, { params }: RouteContext<'/brand/[file]'>): Promise<Response> => {
  const content = await contentOf((await params).file)
  if (!content) return new Response('404\n', { status: 404 })
  return new Response(content.body, { headers: { 'Content-Type': content.type, 'Cache-Control': forever } })
}
