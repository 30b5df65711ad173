/*
 * How long people were at the provider, as a histogram that can be added up over days and machines. Each doubling of the
 * time has eight buckets, so a figure read out of it is at most 9 % off, whether it is seconds or an hour. The database
 * function `stay_bucket` sorts into the same buckets.
 */
const perDoubling = 8

/** Where a bucket begins, in seconds. Everything up to a second is bucket 0. */
export const bucketStart = (bucket: number): number => 2 ** (bucket / perDoubling)

export type StayBucket = { readonly bucket: number; readonly sessions: number }

/**
 * The time below which a share of all stays lie, in seconds; null when there were none. Within a bucket stays are taken to
 * be spread evenly.
 * @param share 0.5 for the median
 */
export const stayQuantile = (buckets: readonly StayBucket[], share: number): number | null => {
  const known = buckets.filter(({ sessions }) => sessions > 0).sort((a, b) => a.bucket - b.bucket)
  const wanted = share * known.reduce((sum, { sessions }) => sum + sessions, 0)
  let before = 0
  for (const { bucket, sessions } of known) {
    if (before + sessions >= wanted) {
      const [low, high] = [bucketStart(bucket), bucketStart(bucket + 1)]
      return low + (high - low) * ((wanted - before) / sessions)
    }
    before += sessions
  }
  return null
}
