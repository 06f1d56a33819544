import { describe, expect, it } from 'vitest'
import { thrownFacts, withoutPrivate } from '../thrown.ts'

describe('a message without what is private', () => {
  it.each([
    ['ada.l+x@mail.example.com has no access', '<e-mail> has no access'],
    [
      'https://shop.example.com/sales/orders?customer=Ada#x failed',
      'https://shop.example.com/sales/orders failed',
    ],
    ['card 4111 1111 1111 1111 refused', 'card # refused'],
    ['customer 20251130001 not found', 'customer # not found'],
    [
      'Unexpected token \'o\', ..."me": "Ada" oops}" is not valid JSON',
      'Unexpected token \'o\', ..."…" is not valid JSON',
    ],
  ])('%s', (message, kept) => expect(withoutPrivate(message)).toBe(kept))

  it.each([
    "Cannot read properties of undefined (reading 'total')",
    'http://127.0.0.1:8080/a/sales/1.5.0-abcdef0/late.js answered 404',
    'No answer within 15000 ms',
  ])('keeps what says what is wrong: %s', message => expect(withoutPrivate(message)).toBe(message))

  it('is made in no time, whatever an app throws', () => {
    const started = performance.now()
    for (const part of ['a@', '1 ', 'http://x?', 'Unexpected "', 'a.'])
      expect(withoutPrivate(part.repeat(200_000)).length).toBeLessThan(4_000)
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

it('an object that throws when it is read is an object', () => {
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error('hostile')
      },
    },
  )
  expect(thrownFacts(hostile)).toEqual({ code: 'UNKNOWN', message: 'An object of no class' })
})
