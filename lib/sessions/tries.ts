import 'server-only'

/** Starts a person may have at the provider in 24 hours (ux section 11): each may cost money and cannot be undone. */
export const startsPerDay = 5

/** SQL: only what reached the provider, or may have, costs a try. */
export const countsAsTry = `(session_id_enc is not null or status = 'init_unknown')`
