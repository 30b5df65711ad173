/**
 * Why a colleague looks at what is masked: words of a closed list, so that the trail says why without naming anybody (G-04),
 * and can say it to the person in their own language.
 */
export const revealReasons = ['reach', 'check', 'asked', 'incident'] as const
export type RevealReason = (typeof revealReasons)[number]

export const isRevealReason = (word: string): word is RevealReason => revealReasons.some((known) => known === word)

/** How long it stays in sight (ux section 11). */
export const revealSeconds = 60

/** How long before its end that is said (WCAG 2.2.1). */
export const revealWarnedSeconds = 10
