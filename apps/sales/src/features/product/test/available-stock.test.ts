import { expect, test } from 'vitest'
import { availableOf } from '../available-stock.ts'

test('goods never stocked have none; services have no stock at all', () => {
  expect(availableOf({ kind: 'GOODS', stock: { available: '4.5' } })).toBe('4.5')
  expect(availableOf({ kind: 'GOODS', stock: null })).toBe('0')
  const untracked = { kind: 'GOODS' as const, stock: null, stockRule: { isTracked: false } }
  expect(availableOf(untracked)).toBeNull()
  expect(availableOf({ kind: 'SERVICE', stock: null })).toBeNull()
})
