'use client'
import { useSyncExternalStore } from 'react'
import { Button } from './button'

const never = () => () => undefined

/** Prints the page; nothing where no script runs, because the browser's own menu does the same. */
export const PrintButton = ({ label }: { label: string }) => {
  const live = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  return live ? (
    <Button kind="quiet" type="button" onClick={() => window.print()}>
      {label}
    </Button>
  ) : null
}
