import { expect, test } from 'vitest'
import { parseJson } from '../src/exchange/body.ts'
import { findJsonExcess } from '../src/exchange/json-shape.ts'

function excess(text: string): string | null {
  return findJsonExcess(Buffer.from(text))
}

test.each([
  ['arrays in arrays', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'is over 64 levels deep'],
  ['objects in objects', '{"a":'.repeat(40_000), 'is over 64 levels deep'],
  [
    'many names',
    `{${Array.from({ length: 18_000 }, (_, at) => `"k${at}":1`).join(',')}}`,
    'names over 6000 values',
  ],
  ['many objects', `[${'{"a":1},'.repeat(30_000)}1]`, 'names over 6000 values'],
])('a body of %s is not parsed', (_name, text, reason) => {
  expect(excess(text)).toBe(reason)
  expect(() => parseJson(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }))
})

test('an order of 500 lines is parsed, and so is text that looks like brackets', () => {
  const line = { productId: 'p'.repeat(36), description: 'a "b": [{,}]\\', quantity: '1.5', unitPrice: '2' }
  const order = { note: '[{:,'.repeat(20_000), lines: new Array(500).fill(line) }
  expect(parseJson(Buffer.from(JSON.stringify(order)))).toEqual(order)
})

test('a text that never ends is left to the parser', () => {
  for (const text of ['"', '"\\', '{"a', '[1,2']) expect(excess(text)).toBeNull()
})
