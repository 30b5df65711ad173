'use client'
import type { Route } from 'next'
import { useEffect, useRef } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { ShowOnce, type ShowOnceProps } from '@/components/ui/show-once'

/** Recovery codes of this moment, and the way on once they are kept. */
export type CodesToKeep = { codes: readonly string[]; next: Route }

export type KeepCodesWords = Omit<ShowOnceProps, 'lines'> & { kept: string }

/** Recovery codes at the moment they are made; the way on is to have kept them. */
export const KeepCodes = ({ kept, codes, next, ...shown }: KeepCodesWords & CodesToKeep) => {
  const here = useRef<HTMLElement>(null)
  // The form that had the focus is gone.
  useEffect(() => here.current?.focus(), [])
  return (
    <section ref={here} tabIndex={-1} className="flex flex-col gap-6">
      <ShowOnce {...shown} lines={codes} />
      <div>
        <ButtonLink href={next}>{kept}</ButtonLink>
      </div>
    </section>
  )
}
