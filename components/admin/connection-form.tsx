'use client'
import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

/** One thing that was looked at: its name, what was found in a word, and what to do where it is not as it should be. */
export type CheckLine = { name: string; good: boolean; found: string; help: string | null }

/** What a test of a connection found, in words; null before the first. */
export type ConnectionState = {
  works: boolean
  title: string
  text: string
  lines?: readonly CheckLine[]
  tries: number
} | null

type ConnectionFormProps = {
  action: (previous: ConnectionState, form: FormData) => Promise<ConnectionState>
  submit: string
}

const CheckLines = ({ lines }: { lines: readonly CheckLine[] }) => (
  <ul className="flex flex-col gap-3">
    {lines.map(({ name, good, found, help }) => (
      <li key={name} className="flex flex-col">
        <span>
          {name}: <span className={good ? '' : 'font-semibold'}>{found}</span>
        </span>
        {help && <span>{help}</span>}
      </li>
    ))}
  </ul>
)

/** A button that tries something outside and says in words what came of it, here, for the one who pressed. */
export const ConnectionForm = ({ action, submit }: ConnectionFormProps) => {
  const [state, send, pending] = useActionState(action, null)
  return (
    <form action={send} className="flex flex-col items-start gap-4">
      {state && (
        <Notice
          key={state.tries}
          kind={state.works ? 'good' : 'bad'}
          role={state.works ? 'status' : 'alert'}
          title={state.title}
        >
          <p>{state.text}</p>
          {state.lines && <CheckLines lines={state.lines} />}
        </Notice>
      )}
      <Button kind="secondary" busy={pending}>
        {submit}
      </Button>
    </form>
  )
}
