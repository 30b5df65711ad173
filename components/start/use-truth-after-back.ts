import { useEffect } from 'react'

/** "Back" may show this page as it was kept in memory, with a button that says "Opening": ask the server what is true now. */
const reloadWhenRestored = (event: PageTransitionEvent): void => {
  if (event.persisted) window.location.reload()
}

const cameBack = (): boolean =>
  performance.getEntriesByType('navigation').some((entry) => 'type' in entry && entry.type === 'back_forward')

/**
 * Coming back from DigiLocker lands on what is true now. The browser also scrolls to where the person left, far below the
 * notice about the unfinished attempt, so that is brought into view.
 */
export const useTruthAfterBack = (): void => {
  useEffect(() => {
    if (cameBack()) document.getElementById('unfinished')?.scrollIntoView({ block: 'center' })
    window.addEventListener('pageshow', reloadWhenRestored)
    return () => window.removeEventListener('pageshow', reloadWhenRestored)
  }, [])
}
