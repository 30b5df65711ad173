import 'server-only'

/** What a note is sealed as: a part of its session, bound to its own id, so that no note can stand in another's place (C-01). */
export const noteColumn = (id: string): string => `note.${id}`
