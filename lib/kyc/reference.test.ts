import { expect, it } from 'vitest'
import { asReference, asReferenceStart } from './reference'

it('reads a reference as people say it', () => {
  for (const term of ['SW-7K2M-QX', 'sw7k2mqx', ' sw 7k2m qx ']) expect(asReference(term)).toBe('SW-7K2M-QX')
})

it('reads no reference with a letter too few, too many or look-alike', () => {
  for (const term of ['SW-7K2M-Q', 'SW-7K2M-Q0', 'SW-1111-11', 'SW-7K2M-QXX', 'kyc_7K2MQX'])
    expect(asReference(term), term).toBeNull()
})

it('reads the beginning of a reference from its fourth letter on', () => {
  expect(['sw7k2m', 'SW-7K2M-q', 'SW-7K2M-QX'].map(asReferenceStart)).toEqual(['SW-7K2M', 'SW-7K2M-Q', 'SW-7K2M-QX'])
  expect(['SW', 'SW-7K2', 'SW-7K20', 'x'.repeat(300)].map(asReferenceStart)).toEqual([null, null, null, null])
})
