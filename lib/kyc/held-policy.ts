/**
 * How a held result may be released. A colleague's review and starting again are open under every policy; `off` does
 * not exist. `code` adds: a code shown in the browser that came back, typed into the one that started.
 * Comparing with an identity known beforehand is left out: the status answer says nothing about the person (decision 0008).
 */
export const heldPolicies = ['review', 'code'] as const
export type HeldPolicy = (typeof heldPolicies)[number]
