import 'server-only'
import type { Translate } from '@/lib/i18n/dictionary'

const problems = [
  'utf16',
  'encoding',
  'too_large',
  'too_many_rows',
  'empty',
  'columns',
  'column_twice',
  'open_quote',
  'row_too_long',
  'template_gone',
  'life',
  'form_expired',
] as const

type Query = Record<string, string | string[] | undefined>

export type FileProblem = { readonly code: (typeof problems)[number]; readonly text: string }

/** Why a file was not taken, by a word of a closed list in the address; any other word says nothing. */
export const fileProblem = (query: Query, t: Translate): FileProblem | null => {
  const code = problems.find((word) => word === query.problem)
  if (code === undefined) return null
  const row = Number(query.row)
  const where = Number.isSafeInteger(row) && row > 0 ? row : 1
  return { code, text: t(`admin.invite.many.problem.${code}`, { row: where }) }
}

type Options = readonly { readonly value: string }[]

/** A choice in the address that is one of the form's. */
export const chosenOf = (query: Query, name: 'template' | 'language' | 'life', options: Options): string | undefined =>
  options.find(({ value }) => value === query[name])?.value
