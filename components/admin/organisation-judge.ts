import { judgeOrganisation, type OrganisationErrors, readOrganisationForm } from '@/lib/kyc/organisation-form'

/** What the server would say of the form as it stands; fetched when somebody begins to fill it in. */
export const wrongInOrganisation = (data: FormData): OrganisationErrors =>
  judgeOrganisation(readOrganisationForm(data)).errors ?? {}
