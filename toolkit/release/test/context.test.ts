import { expect, it } from 'vitest'
import { decodeRoad, encodeRoad, isContextSigned, signContext } from '../src/context.ts'

const now = Date.parse('2026-01-01T00:00:00Z')
const baggage = 'portico.tenant=t_1'

it('a signature holds for its baggage, its key and five minutes', () => {
  const signature = signContext('key', baggage, now)
  expect(isContextSigned('key', baggage, signature, now)).toBe(true)
  expect(isContextSigned('key', baggage, signature, now + 299_000)).toBe(true)
  expect(isContextSigned('key', baggage, signature, now + 301_000)).toBe(false)
  expect(isContextSigned('other', baggage, signature, now)).toBe(false)
  expect(isContextSigned('key', 'portico.tenant=t_2', signature, now)).toBe(false)
  expect(isContextSigned('key', baggage, undefined, now)).toBe(false)
  expect(isContextSigned('key', baggage, signature.replace('v1=', 'v2='), now)).toBe(false)
})

it('a road names what is off the stable one, in one order, and what is unreadable is stable', () => {
  const road = encodeRoad({ sales: 'gray', party: 'stable', inventory: 'blue' })
  expect(road).toBe('inventory:blue,sales:gray')
  expect(decodeRoad(road)).toEqual({ sales: 'gray', inventory: 'blue' })
  expect(decodeRoad('')).toEqual({})
  expect(decodeRoad('sales:<script>,x')).toEqual({})
})
