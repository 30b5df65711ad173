/** Where the vendor sends the browser in the end. No official page says what it appends, so every guess is a mode. */
import type { RedirectMode } from './settings.ts'

export type Return = { session_id: string; code: string; state: string; refused: string | null }

const parameters = (mode: RedirectMode, { session_id, code, state, refused }: Return): Record<string, string> => {
  const denial: Record<string, string> =
    refused === null ? {} : { error: 'access_denied', error_description: refused, state }
  if (mode === 'none') return {}
  if (mode === 'code_state') return refused === null ? { code, state } : denial
  return mode === 'error_forwarded' ? { session_id, ...denial } : { session_id }
}

/** `redirect_url` with what the mode appends; a query of its own stays in front. */
export const returnAddress = (redirectUrl: string, mode: RedirectMode, back: Return): string => {
  const query = new URLSearchParams(parameters(mode, back)).toString()
  if (query === '') return redirectUrl
  const joint = mode === 'double_question_mark' || !redirectUrl.includes('?') ? '?' : '&'
  return `${redirectUrl}${joint}${query}`
}
