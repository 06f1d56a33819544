import { expect, it } from 'vitest'
import { decodeRoad, encodeRoad } from '../src/context.ts'

it('a road names what is off the stable one, in one order, and what is unreadable is stable', () => {
  const road = encodeRoad({ sales: 'gray', party: 'stable', inventory: 'blue' })
  expect(road).toBe('inventory:blue,sales:gray')
  expect(decodeRoad(road)).toEqual({ sales: 'gray', inventory: 'blue' })
  expect(decodeRoad('')).toEqual({})
  expect(decodeRoad('sales:<script>,x')).toEqual({})
})
