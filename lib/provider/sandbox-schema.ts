/**
 * The wire shapes of Sandbox's KYC DigiLocker API, shared by the client and the simulator. What we send is checked
 * strictly; of what comes back only the fields in use are checked, because the vendor's own examples break its schemas.
 */
import { z } from 'zod'

/** What the vendor calls an init request; the one `@entity` it insists on. */
export const initEntity = 'in.co.sandbox.kyc.digilocker.session.request'

/** Answers carry ids as uuids today; the limit only keeps a stray page out of the database. */
const sessionId = z.string().min(1).max(200)

// Times are documented as integer ms, yet a sibling answer carries them as text. Units are judged by magnitude later.
const providerTime = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number),
])

// POST /authenticate: current shape `data.access_token`, older shape `access_token` at the top level.
export const authenticateResponseSchema = z
  .looseObject({
    data: z.looseObject({ access_token: z.string().min(1).optional() }).nullish(),
    access_token: z.string().min(1).optional(),
  })
  .transform((answer, context) => {
    const access_token = answer.data?.access_token ?? answer.access_token
    if (access_token !== undefined) return { access_token }
    context.addIssue({ code: 'custom', message: 'no access_token in either place' })
    return z.NEVER
  })

const docType = z.enum(['aadhaar', 'pan', 'driving_license'])
const loopbackHttp = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?(\/|$)/

const initOptionsSchema = z.strictObject({
  verification_method: z
    .array(z.enum(['aadhaar', 'pan', 'driving_license', 'email', 'username', 'mobile', 'other']))
    .min(1)
    .optional(),
  pinless: z.boolean().optional(),
  usernameless: z.boolean().optional(),
  verified_mobile: z
    .string()
    .regex(/^[6-9][0-9]{9}$/)
    .optional(),
})

// POST /kyc/digilocker/sessions/init, request. `consent_expiry` is integer ms, at least one hour ahead: who holds the
// clock checks that part. The vendor takes https only; http on loopback exists for a stand-in on the same machine.
const initRequestSchemaWith = (redirectUrl: (url: string) => boolean) =>
  z.strictObject({
    '@entity': z.literal(initEntity),
    flow: z.enum(['signin', 'signup']),
    redirect_url: z.string().refine((url) => URL.canParse(url) && redirectUrl(url), 'not an https address'),
    doc_types: z.array(docType).min(1),
    options: initOptionsSchema.optional(),
    consent_expiry: z.number().int().positive().optional(),
  })

/** Exactly what the vendor documents. */
export const initRequestSchema = initRequestSchemaWith((url) => url.startsWith('https://'))
/** The same, plus an http `redirect_url` on this machine. Only for a stand-in provider. */
export const standInInitRequestSchema = initRequestSchemaWith(
  (url) => url.startsWith('https://') || loopbackHttp.test(url),
)
export type InitRequest = z.output<typeof initRequestSchema>

// POST /kyc/digilocker/sessions/init, answer. The address is judged further before a browser is sent there.
export const initResponseSchema = z.looseObject({
  data: z.looseObject({
    session_id: sessionId,
    authorization_url: z
      .string()
      .min(1)
      .max(8 * 1024),
  }),
})

// GET /kyc/digilocker/sessions/{session_id}/status, answer. Any word parses as a status: unknown ones are for the
// caller to judge, and so are unknown documents. `@entity` differs between the vendor's schema and examples.
export const statusResponseSchema = z.looseObject({
  data: z.looseObject({
    id: sessionId.optional(),
    status: z.string().max(200),
    documents_consented: z.array(z.string().max(200)).max(100).nullish(),
    created_at: providerTime.nullish(),
    updated_at: providerTime.nullish(),
  }),
})

// Every endpoint, any status but 200. Gateway answers lack all fields but `message`, HTML lacks them all.
export const errorEnvelopeSchema = z.looseObject({
  code: z.number().optional(),
  message: z.string().optional(),
  timestamp: z.number().optional(),
  transaction_id: z.string().optional(),
})
