'use client'
import type { Route } from 'next'
import { useEffect, useRef } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { ShowOnce, type ShowOnceProps } from '@/components/ui/show-once'

export type KeepCodesProps = ShowOnceProps & { kept: string; next: Route }

/** Recovery codes at the moment they are made; the way on is to have kept them. */
export const KeepCodes = ({ kept, next, ...shown }: KeepCodesProps) => {
  const here = useRef<HTMLElement>(null)
  // The form that had the focus is gone.
  useEffect(() => here.current?.focus(), [])
  return (
    <section ref={here} tabIndex={-1} className="flex flex-col gap-6">
      <ShowOnce {...shown} />
      <div>
        <ButtonLink href={next}>{kept}</ButtonLink>
      </div>
    </section>
  )
}
