import 'server-only'

/** Every action an audit row can name, as noun.past. A new verb adds its word here first. */
export const auditActions = [
  'consent.given',
  'consent.withdrawn',
  'session.started',
  'session.start_failed',
  'session.cancelled',
  'session.declined',
  'session.released',
  'session.reused',
  'session.checked',
  'session.noted',
  'return.received',
  'return.unbound',
  'return.query_mismatch',
  'code.shown',
  'code.refused',
  'code.voided',
  'status.changed',
  'status.contradicted',
  'status.word_unknown',
  'staff.created',
  'staff.invited',
  'staff.invite_withdrawn',
  'staff.joined',
  'staff.role_changed',
  'staff.disabled',
  'staff.enabled',
  'staff.password_accepted',
  'staff.signed_in',
  'staff.sign_in_failed',
  'staff.signed_out',
  'staff.confirmed',
  'staff.sign_in_ended',
  'staff.password_changed',
  'factor.added',
  'factor.removed',
  'factor.reset',
  'recovery_codes.replaced',
  'organisation.saved',
  'brand.saved',
  'provider.tested',
  'mail.tested',
  'sso.tested',
  'template.created',
  'template.saved',
  'template.published',
  'template.made_public',
  'template.ended',
  'invitation.created',
  'invitation.opened',
  'invitation.moved',
  'invitation.link_renewed',
  'invitation.link_requested',
  'invitation.mail_queued',
  'invitation.mail_settled',
  'invitation.revoked',
  'invitations.imported',
  'import.checked',
  'import.started',
  'import.finished',
  'import.links_taken',
  'handover.opened',
  'handover.taken',
  'export.granted',
  'export.started',
  'export.finished',
  'audit.purged',
  'retention.saved',
  'data.erased',
] as const
export type AuditAction = (typeof auditActions)[number]

/** Details of an event: ids, states, counts and reasons from closed lists; never a name, number, token or address. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

export type AuditEvent = {
  action: AuditAction
  object_id: string
  request_id?: string | undefined
  detail?: AuditDetail
}
