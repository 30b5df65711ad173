import { globSync } from 'node:fs'

/** What stands in an address for each dynamic name, well formed and known to nobody. */
const nobodys: Readonly<Record<string, string>> = {
  '[handle]': 'h'.repeat(43),
  '[id]': `kyc_${'A'.repeat(22)}`,
  '[token]': 't'.repeat(43),
  '[...nextauth]': 'session',
}

const addressOf = (file: string): string => {
  const path = file
    .split('/')
    .slice(1, -1)
    .map((part) => (part.startsWith('[') ? (nobodys[part] ?? 'x'.repeat(43)) : part))
    .filter((part) => !part.startsWith('('))
  return `/${path.join('/')}`
}

/** Every address of the house, read from its doors, so that a new one cannot be forgotten. */
export const pages: readonly string[] = globSync('app/**/page.tsx').map(addressOf).sort()
export const handlers: readonly string[] = globSync('app/**/route.ts').map(addressOf).sort()
export const routes: readonly string[] = [...pages, ...handlers]
