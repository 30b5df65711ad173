import { buttonStyle } from './button-style'
import { CopyButton } from './copy-button'
import { LeaveAfter, type LeaveAfterProps } from './leave-after'
import { Notice } from './notice'
import { PrintButton } from './print-button'

export type ShowOnceProps = {
  heading: string
  lead: string
  copy: string
  copied: string
  lines: readonly string[]
  /** What the lines are for, above them in the file and on paper; the page around them says it on a screen. */
  head?: readonly string[]
  /** A text file of the lines, made on this page: no server is asked for them a second time. */
  file?: { name: string; label: string }
  /** Label of the button that prints the page. */
  print?: string
  /** When it goes out of sight by itself, and where that leads. */
  leave?: LeaveAfterProps
}

const textFile = (head: readonly string[], lines: readonly string[]): string => {
  const all = head.length > 0 ? [...head, '', ...lines] : lines
  return `data:text/plain;charset=utf-8,${encodeURIComponent(`${all.join('\n')}\n`)}`
}

/** Something that is said now and can never be asked for again. */
export const ShowOnce = (props: ShowOnceProps) => {
  const { heading, lead, copy, copied, lines, head = [], file, print, leave } = props
  return (
    <>
      <Notice kind="good" role="status" title={heading}>
        <p>{lead}</p>
        {head.length > 0 && (
          <div className="hidden print:block">
            {head.map((line) => (
              <p key={line}>
                <bdi>{line}</bdi>
              </p>
            ))}
          </div>
        )}
        <ul className="flex flex-col gap-1 font-mono">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <CopyButton text={lines.join('\n')} label={copy} doneLabel={copied} />
          {file && (
            <a href={textFile(head, lines)} download={file.name} className={buttonStyle('quiet', false)}>
              {file.label}
            </a>
          )}
          {print && <PrintButton label={print} />}
        </div>
      </Notice>
      {leave && <LeaveAfter {...leave} />}
    </>
  )
}
