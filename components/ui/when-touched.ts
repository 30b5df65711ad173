/**
 * Fetches what a form can do without until somebody touches it. What `load` gives is called once it has arrived, unless
 * the form has gone meanwhile; when it cannot be fetched the form stays as it was sent.
 * @returns stops listening
 */
export const whenTouched = (form: HTMLFormElement, load: () => Promise<() => void>): (() => void) => {
  const gone = new AbortController()
  let asked = false
  const touch = () => {
    if (asked) return
    asked = true
    load().then(
      (attach) => {
        if (!gone.signal.aborted) attach()
      },
      (error: unknown) => console.warn('early messages could not be fetched; the server checks the form', error),
    )
  }
  form.addEventListener('focusin', touch, { signal: gone.signal })
  form.addEventListener('pointerdown', touch, { signal: gone.signal, passive: true })
  return () => gone.abort()
}
