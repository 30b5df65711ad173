import { checkBorders } from './borders.ts'
import { checkCasts } from './casts.ts'
import { checkCircles } from './circles.ts'
import { checkDoors } from './doors.ts'
import type { Finding, Rule } from './finding.ts'
import { checkLooks } from './looks.ts'
import { checkCatches, checkClock, checkEnvironment, checkNames, checkServerOnly } from './manners.ts'
import { checkComparisons, checkMessages, checkRandom, checkRedirects } from './secrets-and-redirects.ts'
import { checkShares, checkSizes } from './sizes.ts'
import type { SourceFile } from './source-file.ts'

const rules: readonly Rule[] = [
  (house) => checkBorders(house),
  checkCircles,
  (house) => checkDoors(house),
  checkSizes,
  checkShares,
  checkCasts,
  checkNames,
  checkServerOnly,
  checkEnvironment,
  (house) => checkClock(house),
  checkCatches,
  (house) => checkComparisons(house),
  checkRandom,
  checkRedirects,
  checkMessages,
  checkLooks,
]

export const checkHouse = (house: readonly SourceFile[]): Finding[] => rules.flatMap((rule) => rule(house))
