import { type RefObject, useEffect, useState } from 'react'

const countIn = (form: HTMLFormElement): number => new FormData(form).getAll('doc_types').length

/** How many documents are ticked; null until scripts run, because a number that cannot change would soon be false. */
export const useChosenCount = (form: RefObject<HTMLFormElement | null>): number | null => {
  const [count, setCount] = useState<number | null>(null)
  // After every drawing: an answer of the server may bring other documents, and no event tells of it.
  useEffect(() => {
    if (form.current) setCount(countIn(form.current))
  })
  useEffect(() => {
    const element = form.current
    if (!element) return
    const read = () => setCount(countIn(element))
    element.addEventListener('change', read)
    return () => element.removeEventListener('change', read)
  }, [form])
  return count
}
