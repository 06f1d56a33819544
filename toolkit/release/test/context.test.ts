import { expect, it } from 'vitest'
import { decodeTargets, encodeTargets } from '../src/context.ts'

it('routing targets name what is not stable, in one order, and what is unreadable is stable', () => {
  const routing = encodeTargets({ sales: 'gray', party: 'stable', inventory: 'blue' })
  expect(routing).toBe('inventory:blue,sales:gray')
  expect(decodeTargets(routing)).toEqual({ sales: 'gray', inventory: 'blue' })
  expect(decodeTargets('')).toEqual({})
  expect(decodeTargets('sales:<script>,x')).toEqual({})
})
