import { CopyButton } from './copy-button'
import { Notice } from './notice'

type ShowOnceProps = { heading: string; lead: string; copy: string; copied: string; lines: readonly string[] }

/** Something that is said now and can never be asked for again. */
export const ShowOnce = ({ heading, lead, copy, copied, lines }: ShowOnceProps) => (
  <Notice kind="good" role="status" title={heading}>
    <p>{lead}</p>
    <ul className="flex flex-col gap-1 font-mono">
      {lines.map((line) => (
        <li key={line} className="break-words">
          {line}
        </li>
      ))}
    </ul>
    <div>
      <CopyButton text={lines.join('\n')} label={copy} doneLabel={copied} />
    </div>
  </Notice>
)
