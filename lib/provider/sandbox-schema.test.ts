import { describe, expect, it } from 'vitest'
import { docTypes } from '../kyc/doc-types.ts'
import {
  authenticateResponseSchema,
  errorEnvelopeSchema,
  initEntity,
  initRequestSchema,
  initResponseSchema,
  standInInitRequestSchema,
  statusResponseSchema,
} from './sandbox-schema.ts'

const request = { '@entity': initEntity, flow: 'signin', redirect_url: 'https://a.example/r', doc_types: ['pan'] }
const session = {
  id: 'f1bd0342-cc1d-4051-8301-e8ee17e3a3c3',
  created_at: 1751975341292,
  '@entity': 'in.co.sandbox.kyc.digilocker.session',
  status: 'created',
}
const envelope = (data: unknown) => ({ code: 200, timestamp: 1751975475945, data, transaction_id: 'a' })

describe('the authenticate answer', () => {
  it('gives its token from either documented place, extra fields or not', () => {
    expect(authenticateResponseSchema.parse(envelope({ access_token: 'a.b.c', more: 1 }))).toEqual({
      access_token: 'a.b.c',
    })
    expect(authenticateResponseSchema.parse({ access_token: 'a.b.c', more: 1 })).toEqual({ access_token: 'a.b.c' })
    expect(authenticateResponseSchema.parse({ data: null, access_token: 'a.b.c' })).toEqual({ access_token: 'a.b.c' })
  })

  it.each([[{}], [envelope({})], [envelope({ access_token: '' })], [{ access_token: 42 }], ['a.b.c'], [null]])(
    'is refused without a token: %j',
    (answer) => expect(authenticateResponseSchema.safeParse(answer).success).toBe(false),
  )
})

describe('the init request', () => {
  it('takes every document the product knows, and no other', () => {
    expect(initRequestSchema.parse({ ...request, doc_types: [...docTypes] }).doc_types).toEqual(docTypes)
    expect(initRequestSchema.safeParse({ ...request, doc_types: ['passport'] }).success).toBe(false)
  })

  it('takes no field and no option the vendor does not name', () => {
    expect(initRequestSchema.safeParse({ ...request, reference: 'x' }).success).toBe(false)
    expect(initRequestSchema.safeParse({ ...request, options: { theme: 'dark' } }).success).toBe(false)
  })

  it.each([
    ['https://a.example/r', true, true],
    ['http://localhost:3000/r', false, true],
    ['http://127.0.0.1:3000/r', false, true],
    ['http://[::1]:3000/r', false, true],
    ['http://localhost.evil.example/r', false, false],
    ['http://localhost@evil.example/r', false, false],
    ['http://a.example/r', false, false],
    ['https://', false, false],
    ['app://callback', false, false],
  ])('judges the address %s', (redirect_url, documented, standIn) => {
    expect(initRequestSchema.safeParse({ ...request, redirect_url }).success).toBe(documented)
    expect(standInInitRequestSchema.safeParse({ ...request, redirect_url }).success).toBe(standIn)
  })
})

describe('the init answer', () => {
  const data = { session_id: 'f1bd0342', authorization_url: 'https://digilocker.meripehchaan.gov.in/x' }
  it('needs both fields, within their limits', () => {
    expect(initResponseSchema.parse(envelope({ ...data, '@entity': 'anything' })).data).toMatchObject(data)
    const broken = [{ session_id: '' }, { session_id: 'x'.repeat(201) }, { session_id: 7 }, { authorization_url: null }]
    for (const wrong of [...broken, { authorization_url: `https://a.example/${'x'.repeat(8_192)}` }]) {
      expect(initResponseSchema.safeParse(envelope({ ...data, ...wrong })).success).toBe(false)
    }
  })
})

describe('the status answer', () => {
  it.each([
    ['the API entity', {}],
    ['the SDK entity', { '@entity': 'in.co.sandbox.kyc.digilocker.sdk.session' }],
    ['no entity', { '@entity': undefined }],
    ['an unknown word', { status: 'weird' }],
    ['an empty word', { status: '' }],
    ['unknown documents', { documents_consented: ['pan', 'passport'] }],
    ['no documents named', { documents_consented: null }],
    ['fields of tomorrow', { risk: { score: 1 } }],
  ])('parses with %s', (_, over) => {
    expect(statusResponseSchema.safeParse(envelope({ ...session, ...over })).success).toBe(true)
  })

  it('reads times given as text', () => {
    const { data } = statusResponseSchema.parse(envelope({ ...session, updated_at: '1751975465494', created_at: 1 }))
    expect([data.created_at, data.updated_at]).toEqual([1, 1751975465494])
  })

  it.each([
    [{ status: undefined }],
    [{ status: 7 }],
    [{ documents_consented: 'pan' }],
    [{ documents_consented: [1] }],
    [{ updated_at: 'yesterday' }],
  ])('is refused with %j', (over) => {
    expect(statusResponseSchema.safeParse(envelope({ ...session, ...over })).success).toBe(false)
  })
})

it('reads the error envelope and the gateway’s bare message alike', () => {
  const full = { code: 521, timestamp: 1, message: 'Data not found for: x', transaction_id: 'a' }
  expect(errorEnvelopeSchema.parse(full)).toEqual(full)
  expect(errorEnvelopeSchema.parse({ message: 'Forbidden' })).toEqual({ message: 'Forbidden' })
})
