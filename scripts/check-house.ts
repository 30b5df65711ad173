import { checkHouse } from './house/rules.ts'
import { measure } from './house/sizes.ts'
import { readHouse } from './house/source-file.ts'

/*
 * Holds the house to its manners: who imports whom, which door is guarded by what, sizes and names. Each rule stands in a
 * file of scripts/house beside its named exceptions. Biome cannot say these things: its overrides replace one another.
 */
const began = performance.now()
const house = readHouse()
const findings = checkHouse(house)
for (const { path, line, message } of findings) console.error(`${path}:${line} ${message}`)

const { files, longest, nineInTen, median, clientShare, testShare } = measure(house)
const percent = (share: number) => `${Math.round(share * 100)} %`
console.log(
  `House: ${files} files, median ${median} lines, nine in ten within ${nineInTen}, longest ${longest}; ` +
    `${percent(clientShare)} of .tsx in the browser, ${testShare.toFixed(2)} lines of test per line of source; ` +
    `${findings.length} findings in ${((performance.now() - began) / 1000).toFixed(1)} s`,
)
if (findings.length > 0) process.exitCode = 1
