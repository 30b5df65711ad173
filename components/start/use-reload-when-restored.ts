import { useEffect } from 'react'

/** "Back" may show this page as it was kept in memory, with a button that says "Opening": ask the server what is true now. */
export const useReloadWhenRestored = (): void => {
  useEffect(() => {
    const check = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload()
    }
    window.addEventListener('pageshow', check)
    return () => window.removeEventListener('pageshow', check)
  }, [])
}
