/** Stands where a colleague's reason would when a session ended because its invitation was closed; shorter than any of theirs may be. */
export const cancelledWithInvitation = 'invite'
