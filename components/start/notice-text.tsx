import type { Notice } from '@/lib/consent/notice'

type NoticeTextProps = { notice: Pick<Notice, 'title' | 'edition' | 'sections'> }

/** The whole notice, in the words whose fingerprint is kept; nothing is shown here that is not in it. */
export const NoticeText = ({ notice }: NoticeTextProps) => (
  <section
    aria-labelledby="notice-title"
    className="flex flex-col gap-4 rounded-card border border-line bg-sunken p-4 xs:p-6"
  >
    <div className="flex flex-col gap-1">
      <h2 id="notice-title" className="text-h2 font-bold">
        {notice.title}
      </h2>
      <p className="text-body text-ink-soft">{notice.edition}</p>
    </div>
    {notice.sections.map(({ id, heading, paragraphs, items, after }) => (
      <div key={id} className="flex flex-col gap-2 text-body">
        <h3 className="text-h3 font-semibold">{heading}</h3>
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        {items.length > 0 && (
          <ul className="flex list-disc flex-col gap-1 ps-6">
            {items.map(({ term, text }) => (
              <li key={term}>
                <span className="font-semibold">{term}:</span> {text}
              </li>
            ))}
          </ul>
        )}
        {after.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
    ))}
  </section>
)
