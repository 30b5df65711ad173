import { at, type Finding } from './finding.ts'
import type { SourceFile } from './source-file.ts'

const most = 250
const mostOfNineInTen = 160
const mostOfMedian = 60
const mostOfPage = 120
const mostClientShare = 0.25
const leastTestShare = 0.7

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0)

/** The value below which the given share of the numbers lies. */
const quantile = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((one, other) => one - other)[Math.ceil(numbers.length * share) - 1] ?? 0

export type Measures = {
  files: number
  longest: number
  nineInTen: number
  median: number
  clientShare: number
  testShare: number
}

/**
 * Test code is what only tests run. That takes in the stand-in, a fixture that lives in a process of its own, and the scripts
 * that judge the product without being part of it.
 */
const isForTests = ({ path, isTest }: SourceFile): boolean =>
  isTest || /^(simulator\/|scripts\/(house\/|trace|check|test|steps|chromium|bench))/.test(path)

export const measure = (house: readonly SourceFile[]): Measures => {
  const lines = house.map((file) => file.lines)
  const markup = house.filter(({ path, isTest }) => path.endsWith('.tsx') && !isTest)
  const tests = sum(house.filter(isForTests).map((file) => file.lines))
  return {
    files: house.length,
    longest: Math.max(...lines),
    nineInTen: quantile(lines, 0.9),
    median: quantile(lines, 0.5),
    clientShare: markup.filter(({ isClient }) => isClient).length / markup.length,
    testShare: tests / (sum(lines) - tests),
  }
}

export const checkSizes = (house: readonly SourceFile[]): Finding[] =>
  house.flatMap((file) => {
    const isPage = /^app\/(.*\/)?page\.tsx$/.test(file.path)
    const limit = isPage ? mostOfPage : most
    if (file.lines <= limit) return []
    const advice = isPage
      ? 'move parts of the view into components'
      : 'it holds two nouns: give the second its own file'
    return [at(file, 1, `has ${file.lines} lines, ${limit} are the most; ${advice}.`)]
  })

/** What only the house as a whole can break. */
export const checkShares = (house: readonly SourceFile[]): Finding[] => {
  const { nineInTen, median, clientShare, testShare } = measure(house)
  const percent = (share: number) => `${Math.round(share * 100)} %`
  const whole = (message: string): Finding => ({ path: '.', line: 1, message })
  return [
    ...(median > mostOfMedian ? [whole(`the median file has ${median} lines, ${mostOfMedian} are the most.`)] : []),
    ...(nineInTen > mostOfNineInTen
      ? [whole(`one file in ten has more than ${nineInTen} lines; ${mostOfNineInTen} is the limit.`)]
      : []),
    ...(clientShare > mostClientShare
      ? [
          whole(
            `${percent(clientShare)} of the .tsx files run in the browser; ${percent(mostClientShare)} are the most.`,
          ),
        ]
      : []),
    ...(testShare < leastTestShare
      ? [
          whole(
            `there are ${testShare.toFixed(2)} lines of test for a line of source; ${leastTestShare} are the least.`,
          ),
        ]
      : []),
  ]
}
