'use client'
import { useEffect, useState } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

type IdleWarningProps = { afterMs: number; text: string; stay: string; href: string }

/** Two minutes before the end says so; opening any page of the console is what keeps the sign-in. */
export const IdleWarning = ({ afterMs, text, stay, href }: IdleWarningProps) => {
  const [due, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), afterMs)
    return () => clearTimeout(timer)
  }, [afterMs])
  if (!due) return null
  return (
    <Notice kind="warn" role="alert">
      <p>{text}</p>
      <div>
        <ButtonLink href={href} kind="secondary">
          {stay}
        </ButtonLink>
      </div>
    </Notice>
  )
}
