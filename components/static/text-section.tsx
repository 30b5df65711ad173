type Item = { term: string; text: string }

type Props = {
  id: string
  heading: string
  paragraphs?: readonly string[]
  items?: readonly (string | Item)[]
  /** Said after the items. */
  after?: readonly string[]
}

const Paragraphs = ({ texts }: { texts: readonly string[] }) =>
  texts.map((text) => (
    <p key={text} className="text-read">
      {text}
    </p>
  ))

/** A part of a long text: heading, paragraphs, a list, and what is said after the list. */
export const TextSection = ({ id, heading, paragraphs = [], items = [], after = [] }: Props) => (
  <section aria-labelledby={id} className="flex flex-col gap-3">
    <h2 id={id} className="text-h2 font-semibold">
      {heading}
    </h2>
    <Paragraphs texts={paragraphs} />
    {items.length === 0 ? null : (
      <ul className="flex list-disc flex-col gap-2 ps-6 text-read">
        {items.map((item) =>
          typeof item === 'string' ? (
            <li key={item}>{item}</li>
          ) : (
            <li key={item.term}>
              <span className="font-semibold">{item.term}:</span> {item.text}
            </li>
          ),
        )}
      </ul>
    )}
    <Paragraphs texts={after} />
  </section>
)
