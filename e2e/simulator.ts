/** The simulator's control door, as the tests use it. */
export type SimulatorCall = {
  endpoint: 'authenticate' | 'init' | 'status' | 'other'
  method: string
  path: string
  headers: Record<string, string>
  body: unknown
  at: number
  session_id: string | null
  redirect_url: string | null
  status: number | null
}

export type Stats = { counts: Record<SimulatorCall['endpoint'], number>; max_per_minute: number }

export class SimulatorControl {
  readonly origin: string
  constructor(origin: string) {
    this.origin = origin
  }

  async #ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.origin}/__simulator/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`simulator control ${method} ${path}: ${answer.status} ${text}`)
    return JSON.parse(text)
  }

  settings = (patch: Record<string, unknown>) => this.#ask<unknown>('PUT', 'settings', patch)
  fault = (fault: Record<string, unknown>) => this.#ask<unknown>('POST', 'faults', fault)
  clearFaults = () => this.#ask<unknown>('DELETE', 'faults')
  forward = (ms: number) => this.#ask<unknown>('POST', 'clock', { forward_ms: ms })
  reset = () => this.#ask<unknown>('POST', 'reset', {})
  stats = () => this.#ask<Stats>('GET', 'stats')
  outcome = (session_id: string, outcome: Record<string, unknown>) =>
    this.#ask<unknown>('POST', `sessions/${session_id}/outcome`, outcome)
  calls = (filter: Record<string, string> = {}) =>
    this.#ask<SimulatorCall[]>('GET', `calls?${new URLSearchParams(filter)}`)
}
