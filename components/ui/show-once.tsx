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
  /** A text file of the lines, made on this page: no server is asked for them a second time. */
  file?: { name: string; label: string }
  /** Label of the button that prints the page. */
  print?: string
  /** When it goes out of sight by itself, and where that leads. */
  leave?: LeaveAfterProps
}

const textFile = (lines: readonly string[]): string =>
  `data:text/plain;charset=utf-8,${encodeURIComponent(`${lines.join('\n')}\n`)}`

/** Something that is said now and can never be asked for again. */
export const ShowOnce = ({ heading, lead, copy, copied, lines, file, print, leave }: ShowOnceProps) => (
  <Notice kind="good" role="status" title={heading}>
    <p>{lead}</p>
    <ul className="flex flex-col gap-1 font-mono">
      {lines.map((line) => (
        <li key={line} className="break-words">
          {line}
        </li>
      ))}
    </ul>
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <CopyButton text={lines.join('\n')} label={copy} doneLabel={copied} />
      {file && (
        <a href={textFile(lines)} download={file.name} className={buttonStyle('quiet', false)}>
          {file.label}
        </a>
      )}
      {print && <PrintButton label={print} />}
    </div>
    {leave && <LeaveAfter {...leave} />}
  </Notice>
)
