import { type InvitationState, invitationStates } from './invitation-state.ts'

/** What a list of invitations can be narrowed to: how they stand, or that the newest e-mail did not arrive. */
export const invitationChoices = [...invitationStates, 'undelivered'] as const
export type InvitationChoice = (typeof invitationChoices)[number]

export type InvitationFilter = {
  readonly choice: InvitationChoice | null
  /** Id of the file they were made from. */
  readonly file: string | null
}

export const everyInvitation: InvitationFilter = Object.freeze({ choice: null, file: null })

/** True when nothing is left out. */
export const isEveryInvitation = ({ choice, file }: InvitationFilter): boolean => choice === null && file === null

/** Reads a filter from an address; what says nothing we know is left out. */
export const readInvitationFilter = (
  query: Readonly<Record<string, string | string[] | undefined>>,
): InvitationFilter => {
  const { state, file } = query
  return {
    choice: invitationChoices.find((known) => known === state) ?? null,
    file: typeof file === 'string' && /^imp_[\w-]{1,40}$/.test(file) ? file : null,
  }
}

/** The filter as it stands in an address. */
export const invitationFilterQuery = ({ choice, file }: InvitationFilter): { state?: string; file?: string } => ({
  ...(choice === null ? {} : { state: choice }),
  ...(file === null ? {} : { file }),
})

/** Whether an invitation is shown. `undelivered`: its newest e-mail came back while the person is still waited for. */
export const isChosen = (choice: InvitationChoice | null, state: InvitationState, undelivered: boolean): boolean =>
  choice === null || (choice === 'undelivered' ? undelivered : choice === state)
