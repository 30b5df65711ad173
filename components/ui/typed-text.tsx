import { Fragment } from 'react'

type TypedTextProps = {
  children: string
  /** Of what is written left to right in every language, as addresses are. */
  dir?: 'ltr'
  strong?: boolean
}

/**
 * What somebody typed: a name, a reference, an e-mail address. It may be one long word in any script, so it breaks behind
 * an @ or a dot, and inside a word where nothing else is left; a column or a line stays wide enough to read it all the same.
 */
export const TypedText = ({ children, dir, strong = false }: TypedTextProps) => (
  <bdi
    dir={dir}
    className={`inline-block max-w-full min-w-word wrap-anywhere [text-decoration:inherit] ${strong ? 'font-semibold' : ''}`}
  >
    {[...children.matchAll(/[^@.]*[@.]?/g)].map(({ 0: part, index }) => (
      <Fragment key={index}>
        {index > 0 && <wbr />}
        {part}
      </Fragment>
    ))}
  </bdi>
)
