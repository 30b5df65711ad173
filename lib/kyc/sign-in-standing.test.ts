import { expect, it } from 'vitest'
import { standingOf } from './sign-in-standing'

const minute = 60_000
const standing = (idle: number, latest: number) => {
  const { warn, askIn } = standingOf({ idle: idle * minute, latest: latest * minute })
  return [warn, (askIn - 1_000) / minute]
}

it('says nothing while both ends are far, and asks when the first warning is due [A-03]', () => {
  expect(standing(15, 480)).toEqual([null, 13])
  expect(standing(2.5, 480)).toEqual([null, 0.5])
  expect(standing(15, 12)).toEqual([null, 7])
  expect(standing(10, 12)).toEqual([null, 7])
})

it('warns two minutes before the idle end and five before the last one, and asks at the end itself [A-03]', () => {
  expect(standing(2, 480)).toEqual(['idle', 2])
  expect(standing(15, 5)).toEqual(['latest', 5])
  expect(standing(4, 5)).toEqual(['latest', 2])
})

it('says first what can be extended, where that ends first [A-03]', () => {
  expect(standing(1, 4)).toEqual(['idle', 1])
  expect(standing(4, 1)).toEqual(['latest', 1])
  expect(standing(1, 1)).toEqual(['latest', 1])
})

it('never asks at once and so never in a loop, whatever the server says [A-03]', () => {
  for (const left of [
    { idle: 0, latest: 0 },
    { idle: 0, latest: minute },
    { idle: 2 * minute + 1, latest: 8 * 60 * minute },
  ])
    expect(standingOf(left).askIn).toBeGreaterThanOrEqual(1_000)
})
