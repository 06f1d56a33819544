import { expect, test } from 'vitest'
import { formatPercent, parsePercent } from '../src/output/percent.ts'

test.each([
  ['0', 0],
  ['0.01', 1],
  ['0.5', 50],
  ['1', 100],
  ['1.15', 115],
  ['12.3%', 1230],
  ['99.99', 9999],
  ['100', 10_000],
])('%s percent are %i basis points', (text, bp) => {
  expect(parsePercent(text)).toBe(bp)
})

test.each(['', '-1', '100.01', '101', '0.005', '1,5', '1e1', '1000', 'half'])('%s is no percentage', text => {
  expect(() => parsePercent(text)).toThrow('0 to 100')
})

test('basis points are shown as they were given', () => {
  expect([0, 1, 50, 115, 10_000].map(formatPercent)).toEqual(['0 %', '0.01 %', '0.5 %', '1.15 %', '100 %'])
})
