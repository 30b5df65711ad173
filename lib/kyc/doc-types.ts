/** The documents Sandbox can ask DigiLocker for, in the order people see them (contract: init `doc_types`). */
export const docTypes = ['aadhaar', 'pan', 'driving_license'] as const
export type DocType = (typeof docTypes)[number]

/** Keeps the known document words of a list, once each, in our order; the vendor may add words we do not know. */
export const knownDocTypes = (words: readonly string[]): DocType[] => docTypes.filter((doc) => words.includes(doc))

/** The fields each document would let the business read; label keys of the dictionary (`fields.<key>`). L-01. */
export const docFields: Record<DocType, readonly DocField[]> = {
  aadhaar: ['name', 'date_of_birth', 'gender', 'address', 'photo', 'masked_number'],
  pan: ['name', 'date_of_birth', 'pan_number'],
  driving_license: ['name', 'date_of_birth', 'address', 'licence_number', 'vehicle_classes', 'validity'],
}

export type DocField =
  | 'name'
  | 'date_of_birth'
  | 'gender'
  | 'address'
  | 'photo'
  | 'masked_number'
  | 'pan_number'
  | 'licence_number'
  | 'vehicle_classes'
  | 'validity'

/** A set of documents as one small number, so that an index can hold it: aadhaar 1, pan 2, driving_license 4. */
export const docMask = (docs: readonly DocType[]): number =>
  docTypes.reduce((mask, doc, bit) => (docs.includes(doc) ? mask | (1 << bit) : mask), 0)

/** Every set of documents that holds all of these. */
export const masksWith = (docs: readonly DocType[]): number[] => {
  const wanted = docMask(docs)
  return Array.from({ length: 1 << docTypes.length }, (_, mask) => mask).filter((mask) => (mask & wanted) === wanted)
}
