import 'server-only'

/** What a preview can show; the first of each is shown when an address says nothing or something else. */
export const choices = {
  part: ['start', 'result'],
  version: ['draft', 'in_use'],
  width: ['phone', 'desktop'],
  theme: ['light', 'dark'],
} as const

export type Choices = typeof choices
export type Choice = { [Name in keyof Choices]: Choices[Name][number] }

const oneOf = <Word extends string>(words: readonly [Word, ...Word[]], said: unknown): Word =>
  words.find((word) => word === said) ?? words[0]

/** The preview an address asks for. */
export const readChoice = (query: Readonly<Record<string, unknown>>): Choice => ({
  part: oneOf(choices.part, query.part),
  version: oneOf(choices.version, query.version),
  width: oneOf(choices.width, query.width),
  theme: oneOf(choices.theme, query.theme),
})

/** The version a choice means; where there is only one of the two it is that one. */
export const chosenVersion = <Version>(
  { version }: Choice,
  { draft, published }: { draft: Version | null; published: Version | null },
): Version | null => (version === 'draft' ? (draft ?? published) : (published ?? draft))
