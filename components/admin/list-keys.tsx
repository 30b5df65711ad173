'use client'
import { useEffect, useSyncExternalStore } from 'react'
import { Button } from '@/components/ui/button'

const place = 'swikriti-list-keys'
const changed = 'swikriti-list-keys-changed'

const isOn = (): boolean => localStorage.getItem(place) !== 'off'
const watch = (then: () => void) => {
  addEventListener(changed, then)
  return () => removeEventListener(changed, then)
}
const turn = (on: boolean): void => {
  localStorage.setItem(place, on ? 'on' : 'off')
  dispatchEvent(new Event(changed))
}

/** Somebody who types means letters. */
const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))

const step = (by: 1 | -1): void => {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a[data-row]')]
  const at = links.findIndex((link) => link.matches(':focus'))
  const next = at === -1 ? links[by === 1 ? 0 : links.length - 1] : links[at + by]
  next?.focus()
}

const press = (event: KeyboardEvent): void => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return
  if (event.key === 'j') step(1)
  else if (event.key === 'k') step(-1)
  else if (event.key === '/') document.getElementById('find')?.focus()
  else return
  event.preventDefault()
}

type ListKeysProps = { words: Record<'on' | 'off' | 'turnOn' | 'turnOff', string> }

/**
 * j and k walk through the rows, Enter opens the one in focus as any link, / goes to the search. Letters alone get in the
 * way of people who speak to their computer, so they can be turned off (WCAG 2.1.4). The server renders nothing.
 */
export const ListKeys = ({ words }: ListKeysProps) => {
  const on = useSyncExternalStore(watch, isOn, () => null)
  useEffect(() => {
    if (!on) return
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [on])
  if (on === null) return null
  return (
    <div className="hidden flex-wrap items-center gap-x-3 text-small text-ink-soft lg:flex">
      <p>{on ? words.on : words.off}</p>
      <Button kind="quiet" type="button" onClick={() => turn(!on)}>
        {on ? words.turnOff : words.turnOn}
      </Button>
    </div>
  )
}
