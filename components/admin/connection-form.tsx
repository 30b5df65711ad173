'use client'
import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

/** What a test of the connection found, in words; null before the first. */
export type ConnectionState = { works: boolean; title: string; text: string; tries: number } | null

type ConnectionFormProps = {
  action: (previous: ConnectionState, form: FormData) => Promise<ConnectionState>
  submit: string
}

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
        </Notice>
      )}
      <Button kind="secondary" busy={pending}>
        {submit}
      </Button>
    </form>
  )
}
