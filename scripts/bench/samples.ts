/** The value below which `share` of the samples lie (nearest rank). */
export const quantile = (samples: readonly number[], share: number): number => {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const p95 = (samples: readonly number[]): number => quantile(samples, 0.95)

export const median = (samples: readonly number[]): number => quantile(samples, 0.5)

/** Another order every round, so that nobody always runs on a machine its neighbour has just warmed. */
export const rotated = <T>(items: readonly T[], by: number): T[] => {
  const at = by % items.length
  return [...items.slice(at), ...items.slice(0, at)]
}
