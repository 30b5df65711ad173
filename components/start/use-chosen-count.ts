import { type RefObject, useEffect, useState } from 'react'

/** How many documents are ticked; null until scripts run, because a number that cannot change would soon be false. */
export const useChosenCount = (form: RefObject<HTMLFormElement | null>): number | null => {
  const [count, setCount] = useState<number | null>(null)
  useEffect(() => {
    const element = form.current
    if (!element) return
    const read = () => setCount(new FormData(element).getAll('doc_types').length)
    read()
    element.addEventListener('change', read)
    return () => element.removeEventListener('change', read)
  }, [form])
  return count
}
