import { expect, test } from '@playwright/test'
import { contentOf, growthOf } from '../src/heap-snapshot.ts'
import { trendOf } from '../src/trend.ts'

test('the trend of memory is that of most measurements, whatever one of them says', () => {
  expect(trendOf([10, 12, 14, 16, 18, 20])).toEqual({ slope: 2, low: 2, high: 2 })
  expect(trendOf([10, 12, 900, 16, 18, 20]).slope).toBe(2)
  const { slope, low, high } = trendOf([0, 3, 1, 4, 2])
  expect(slope).toBe(0.5)
  expect([low < slope, high > slope]).toEqual([true, true])
  expect(() => trendOf([1])).toThrow('two figures')
})

test('a heap snapshot is added up by kind and constructor, without what is kept for the debugger', () => {
  const strings = ['', 'Order', 'blink::NetworkResourcesData::ResourceData', 'HTMLDivElement', 'a text', 'f']
  const meta = {
    node_fields: ['type', 'name', 'id', 'self_size'],
    node_types: [['object', 'native', 'string', 'code']] as [string[]],
  }
  const snapshot = (orders: number) => ({
    snapshot: { meta },
    nodes: [
      ...Array.from({ length: orders }, (_, id) => [0, 1, id, 1000]).flat(),
      ...[1, 2, 90, 5000, 1, 3, 91, 200, 2, 4, 92, 30, 3, 5, 93, 7],
    ],
    strings,
  })
  const [before, after] = [contentOf(snapshot(2)), contentOf(snapshot(5))]
  expect([before.values, before.native, before.code]).toEqual([2030, 200, 7])
  expect(growthOf(before, after, 1)).toEqual(['+3.0 kB object Order'])
})
