import { plainText } from './plain-text.ts'

/** A reason shorter than this says nothing to whoever reads it later. */
export const reasonMinLength = 10
export const reasonMaxLength = 500

/** A colleague's reason as it is kept with the row, or null where it says too little or too much. */
export const typedReason = (typed: string): string | null => {
  const kept = plainText(typed)
  return kept.length < reasonMinLength || kept.length > reasonMaxLength ? null : kept
}
