'use client'
import { unstable_isUnrecognizedActionError as isOfAnOlderPage, usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { buttonStyle } from '@/components/ui/button-style'
import type { FaultWords } from '@/lib/i18n/fault-words'
import { adminPath } from '@/lib/paths'
import { isConsole, startNear } from '@/lib/paths-known'

type Props = { error: unknown; retry: () => void; words: FaultWords }

/** The digest is all that leaves the server; the log holds the same one. */
const referenceOf = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'digest' in error && typeof error.digest === 'string'
    ? error.digest
    : null

/** Says what it means for the person or the colleague, offers the next step and a reference to quote (ux 4.9). */
export const FaultPanel = ({ error, retry, words }: Props) => {
  const heading = useRef<HTMLHeadingElement>(null)
  // The page that was here is gone, and with it the place of whoever was reading.
  useEffect(() => heading.current?.focus(), [])
  const path = usePathname() ?? '/'
  const staff = isConsole(path)
  const updated = isOfAnOlderPage(error)
  const reference = referenceOf(error)
  return (
    <main id="main" className="mx-auto flex w-full max-w-people flex-col gap-6 px-4 py-12 xs:px-6 md:px-8">
      <title>{updated ? words.updatedTitle : words.title}</title>
      <h1 ref={heading} tabIndex={-1} className="text-h1 font-bold">
        {updated ? words.updatedHeading : words.heading}
      </h1>
      <p className="text-read">{updated ? words.updatedText : words.text}</p>
      {reference === null || updated ? null : (
        <div className="flex flex-col gap-2 text-read">
          <p>{staff ? words.staffReport : words.report}</p>
          <p>
            {words.reference} <bdi dir="ltr">{reference}</bdi>
          </p>
        </div>
      )}
      <div className="flex flex-col gap-3 sm:flex-row">
        <button
          type="button"
          onClick={updated ? () => window.location.reload() : retry}
          className={buttonStyle('primary', false)}
        >
          {updated ? words.updatedAgain : words.again}
        </button>
        <a href={staff ? adminPath() : startNear(path)} className={buttonStyle('secondary', false)}>
          {staff ? words.staffStart : words.start}
        </a>
      </div>
    </main>
  )
}
