import { randomInt } from 'node:crypto'

// Verhoeff's dihedral tables (1969), which UIDAI uses for the last digit.
const products = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
]
const turns = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
]
const inverses = '0432156789'

/** A twelve-digit number that looks like an Aadhaar number to any check. */
export const aadhaarNumber = (): string => {
  const digits = `${randomInt(2, 10)}${String(randomInt(10 ** 10)).padStart(10, '0')}`
  let check = 0
  for (const [index, digit] of [...digits].reverse().entries())
    check = Number(products[check]?.[Number(turns[(index + 1) % 8]?.[Number(digit)])])
  return digits + inverses[check]
}
