'use client'
import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

/** `code` is there once and never again; `said` is why there is none. */
export type CodeOffered = { code: string | null; said: string; tries: number }

type CodeOfferProps = {
  action: (previous: CodeOffered) => Promise<CodeOffered>
  words: Record<'heading' | 'lead' | 'warning' | 'submit' | 'label' | 'once', string>
}

/** The same for everybody until it is pressed: whether there is a code is told to the browser that came back alone. */
export const CodeOffer = ({ action, words }: CodeOfferProps) => {
  const [state, send, pending] = useActionState(action, { code: null, said: '', tries: 0 })
  return (
    <section aria-labelledby="code" className="flex flex-col gap-4">
      <h2 id="code" className="text-h2 font-semibold">
        {words.heading}
      </h2>
      <p className="text-read">{words.lead}</p>
      <Notice kind="warn">
        <p>{words.warning}</p>
      </Notice>
      <div role="status" className="flex flex-col gap-2">
        {state.code !== null && (
          <p className="text-read">
            {words.label}
            <bdi dir="ltr" className="block font-mono text-h1 font-bold">
              {`${state.code.slice(0, 3)} ${state.code.slice(3)}`}
            </bdi>
          </p>
        )}
        {state.said && (
          <p key={state.tries} className="text-read">
            {state.said}
          </p>
        )}
        {state.code !== null && <p className="text-read">{words.once}</p>}
      </div>
      {state.code === null && (
        <form action={send}>
          <Button kind="secondary" busy={pending}>
            {words.submit}
          </Button>
        </form>
      )}
    </section>
  )
}
