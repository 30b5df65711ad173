import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { headersOf } from './headers-of'
import { plainPage } from './plain-page'
import { pageBefore, wantsPage } from './refusal-page'
import { isDocument, replaceAnswer } from './replace-answer'

/** The policy stays, and the cookies, which may hold a sign-in that was just renewed; what describes the body that is thrown away goes. */
const ofTheBody = ['content-length', 'content-encoding', 'transfer-encoding', 'etag', 'link']

const nonceOf = (response: ServerResponse): string | null =>
  /style-src [^;]*'nonce-([^']+)'/.exec(String(response.getHeader('content-security-policy') ?? ''))?.[1] ?? null

/**
 * A form that was sent and met a fault is answered by Next with an empty document or with nothing at all, which without
 * scripts is a blank page. The person is told, and led back to the form.
 */
export const sayFaultInFull = (request: IncomingMessage, response: ServerResponse, publicOrigin: string): void => {
  const headers = headersOf(request)
  if (request.method !== 'POST' || !wantsPage(headers)) return
  replaceAnswer(response, (status, sender) => {
    // A 503 of ours that is a document is whole already.
    if (status !== 500 && !(status === 503 && !isDocument(response))) return false
    const t = dictionary(defaultLocale)
    const page = plainPage({
      title: t('problems.fault.title'),
      text: t('problems.fault.text'),
      back: pageBefore(headers, publicOrigin),
      nonce: nonceOf(response),
    })
    for (const name of ofTheBody) response.removeHeader(name)
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    sender.writeHead(status)
    sender.end(page)
    return true
  })
}
