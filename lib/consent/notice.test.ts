import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { docTypes } from '@/lib/kyc/doc-types'
import { noticeFor, noticeVersion } from './notice'

const organisation = {
  name: 'Demo Bank',
  legal_name: 'Demo Bank Limited',
  contact: 'help@demo-bank.example',
  grievance_officer: 'Asha Rao',
  grievance_contact: 'grievance@demo-bank.example',
  alternative_way: 'visit any branch',
}

/** The words of each version, as a fingerprint: whoever changes words adds a line here and raises the version. */
const pinned: Record<string, string> = {
  '1': '30dc7efdf67b09d3f90b013996bd8536a45ac78a5850822a9eecdef7ea823a37',
}

describe('the notice', () => {
  const notice = noticeFor('en', organisation)
  const text = (id: string): string => {
    const found = notice.sections.find((section) => section.id === id)
    return [...(found?.paragraphs ?? []), ...(found?.items ?? []).map((item) => `${item.term}: ${item.text}`)].join(
      '\n',
    )
  }

  it('keeps the words of a published version, so a stored version gives the same hash again [L-05]', () => {
    expect(notice.version).toBe(noticeVersion)
    expect(notice.hash.toString('hex')).toBe(pinned[notice.version])
    expect(createHash('sha256').update(notice.body).digest().equals(notice.hash)).toBe(true)
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
    expect(text('kept')).toContain('365 days')
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

  it.each(Object.keys(organisation))('refuses an organisation without %s [L-01]', (name) => {
    expect(() => noticeFor('en', { ...organisation, [name]: ' ' })).toThrow(name)
  })
})
