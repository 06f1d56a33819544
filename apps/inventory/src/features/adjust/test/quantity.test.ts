import { describe, expect, it } from 'vitest'
import { parseQuantity } from '../quantity.ts'

describe('quantity', () => {
  it.each([
    ['12', '12'],
    [' +3.5 ', '3.5'],
    ['-0,25', '-0.25'],
    ['−4', '-4'],
    ['１２．５', '12.5'],
    ['.5', '0.5'],
    ['7.', '7'],
    ['1,000.5', '1000.5'],
  ])('"%s" is %s', (text, expected) => {
    expect(parseQuantity(text).value?.toFixed()).toBe(expected)
  })

  it.each([
    ['', 'EMPTY'],
    ['  ', 'EMPTY'],
    ['1e3', 'NOT_A_NUMBER'],
    ['1,500', 'NOT_A_NUMBER'],
    ['--1', 'NOT_A_NUMBER'],
    ['.', 'NOT_A_NUMBER'],
    ['0.00001', 'TOO_PRECISE'],
    ['100000000000000', 'TOO_LARGE'],
  ])('"%s" is refused: %s', (text, problem) => {
    expect(parseQuantity(text).problem).toBe(problem)
  })
})
