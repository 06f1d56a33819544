import { createHmac, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { hmacOf } from '../src/trust/hmac.ts'

const keys = [1, 31, 32, 64, 65, 200].map(size => randomBytes(size))
const texts = [
  '',
  'a',
  'ü',
  '商户',
  '\ud800',
  '\n'.repeat(55),
  'x'.repeat(64),
  'é'.repeat(5_500),
  '商'.repeat(40_000),
]

test.each(texts)('the short way and the library make the same of a text (%#)', text => {
  for (const key of keys) {
    const expected = createHmac('sha256', key).update(text).digest('base64url')
    expect(hmacOf(key, text)).toBe(expected)
    expect(hmacOf(key, text)).toBe(expected)
  }
})
