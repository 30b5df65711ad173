'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'

/** When the page is looked at again after the button: the answer is a file, so the page itself does not change. */
const lookAfterMs = [1_000, 3_000, 8_000, 20_000, 60_000]

/**
 * A plain post whose answer is a file. With scripts the page around it is asked for anew when the file has begun, so that it
 * does not go on offering what was taken; nothing navigates, which would cut a file that has not begun.
 */
export const DownloadForm = ({ action, children }: { action: string; children: ReactNode }) => {
  const router = useRouter()
  const [pressed, setPressed] = useState(0)
  useEffect(() => {
    if (pressed === 0) return
    const timers = lookAfterMs.map((after) => setTimeout(() => router.refresh(), after))
    return () => timers.forEach(clearTimeout)
  }, [pressed, router])
  return (
    <form
      action={action}
      method="post"
      onSubmit={() => setPressed((count) => count + 1)}
      className="flex flex-col items-start gap-4"
    >
      {children}
    </form>
  )
}
