import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { docTypes } from '@/lib/kyc/doc-types'
import { dated, noticeFor } from './notice'

const organisation = {
  name: 'Demo Bank',
  legal_name: 'Demo Bank Limited',
  contact: 'help@demo-bank.example',
  grievance_officer: 'Asha Rao',
  grievance_contact: 'grievance@demo-bank.example',
  alternative_way: 'visit any branch',
  session_days: 365,
}

describe('the notice', () => {
  const notice = noticeFor('en', organisation)
  const text = (id: string): string => {
    const found = notice.sections.find((section) => section.id === id)
    return [...(found?.paragraphs ?? []), ...(found?.items ?? []).map((item) => `${item.term}: ${item.text}`)].join(
      '\n',
    )
  }

  it('is known by its words: the version is the beginning of their fingerprint [L-05]', () => {
    expect(createHash('sha256').update(notice.body).digest().equals(notice.hash)).toBe(true)
    expect(notice.version).toBe(notice.hash.toString('hex').slice(0, 8))
    expect(notice.body).not.toContain(notice.version)
  })

  it('says since when its words are in force, and before anybody has seen them that they are not [L-05]', () => {
    const since = new Date('2026-11-27T19:00:00Z')
    expect(dated(notice, since).edition).toBe(`Version ${notice.version}, in force since 28 Nov 2026`)
    expect(dated(notice, null).edition).toBe(`Version ${notice.version}, not in force yet`)
  })

  it.each([
    ['name', { name: 'Other Bank' }],
    ['grievance officer', { grievance_officer: 'Ravi Menon' }],
    ['period', { session_days: 730 }],
  ])('is another version with another %s [L-05]', (_what, change) => {
    const other = noticeFor('en', { ...organisation, ...change })
    expect(other.version).not.toBe(notice.version)
    expect(other.hash.equals(notice.hash)).toBe(false)
  })

  it('keeps the line about each document as it stands in the words [L-05]', () => {
    expect(Object.keys(notice.reads)).toEqual([...docTypes])
    for (const line of Object.values(notice.reads)) expect(notice.body).toContain(`- ${line}\n`)
  })

  it('says where to withdraw, and how long that door is open [L-01] [L-06]', () => {
    expect(text('withdraw')).toContain('until 24 hours after your visit has ended: open your result page again')
    expect(text('withdraw')).toContain(`After that, or from anywhere else: write to ${organisation.contact}`)
  })

  it('gives the same hash for the same version, language and organisation, and another for another [L-05]', () => {
    expect(noticeFor('en', { ...organisation }).hash.equals(notice.hash)).toBe(true)
    expect(noticeFor('en', { ...organisation, name: 'Other Bank' }).hash.equals(notice.hash)).toBe(false)
  })

  it('itemises the data and the purpose of each document [L-01]', () => {
    for (const doc of docTypes) {
      const name = { aadhaar: 'Aadhaar', pan: 'PAN', driving_license: 'Driving licence' }[doc]
      expect(text('data')).toMatch(new RegExp(`^${name}: .*name`, 'm'))
      expect(text('purposes')).toMatch(new RegExp(`^${name}: To confirm`, 'm'))
    }
    expect(text('purposes')).toContain('customer onboarding')
  })

  it('speaks of the documents of a template alone, for the purposes it names [L-01]', () => {
    const loan = noticeFor('en', organisation, { docs: ['pan'], purposes: { pan: 'To look at your loan.' } })
    expect(loan.body).toContain('PAN: To look at your loan.')
    expect(loan.body).not.toContain('Aadhaar:')
    expect(loan.hash.equals(notice.hash)).toBe(false)
  })

  it('names recipients, life, withdrawal, rights, complaint and contact without a link to follow [L-01] [L-02]', () => {
    expect(text('recipients')).toMatch(/Demo Bank: .*\nSandbox, by Quicko: .*\nDigiLocker: /)
    expect(text('kept')).toContain('365 days after your visit has ended')
    expect(text('withdraw')).toContain('Withdraw my permission')
    expect(text('withdraw')).toContain(organisation.contact)
    expect(text('rights')).toContain(organisation.contact)
    expect(text('complaint')).toContain('Asha Rao: grievance@demo-bank.example')
    expect(text('complaint')).toContain('Data Protection Board of India')
    expect(text('contact')).toContain(organisation.contact)
  })

  it('puts every sentence it shows into the body that is hashed [L-05]', () => {
    for (const { heading, paragraphs, items, after } of notice.sections)
      for (const part of [heading, ...paragraphs, ...after, ...items.flatMap((item) => [item.term, item.text])])
        expect(notice.body).toContain(part)
  })

  it.each(Object.keys(organisation).filter((name) => name !== 'session_days'))(
    'refuses an organisation without %s [L-01]',
    (name) => {
      expect(() => noticeFor('en', { ...organisation, [name]: ' ' })).toThrow(name)
    },
  )
})
