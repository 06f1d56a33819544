import { expect, test } from 'vitest'
import { layoutMap } from '../map-layout.ts'

const figures = { count: 1, refused: 0, failures: 0, p50Ms: 1, p95Ms: 1 }
const call = (caller: string, service: string, revision = 'stable') => ({
  ...figures,
  caller,
  service,
  revision,
})

test('a part stands to the right of those that call it, stable above gray', () => {
  const calls = [
    call('gateway', 'sales', 'gray@2'),
    call('gateway', 'sales', 'stable@1'),
    call('browser', 'gateway'),
    call('sales', 'inventory'),
    call('gateway', 'inventory'),
  ]
  const { nodes, edges, width } = layoutMap({ calls, services: calls })
  const columns = Object.fromEntries(nodes.map(({ name, x }) => [name, x / 250]))
  expect(columns).toEqual({ browser: 0, gateway: 1, sales: 2, inventory: 3 })
  const sales = nodes.find(({ name }) => name === 'sales')
  expect(sales?.revisions.map(({ revision }) => revision)).toEqual(['stable@1', 'gray@2'])
  expect(edges.find(({ service }) => service === 'sales')?.count).toBe(2)
  expect(width).toBeGreaterThan(3 * 250)
})

test('services that call each other in a circle, or themselves, have places', () => {
  const calls = [call('a', 'b'), call('b', 'a'), call('a', 'a')]
  const { nodes, edges } = layoutMap({ calls, services: calls })
  expect(nodes).toHaveLength(2)
  expect(edges).toHaveLength(3)
  expect(nodes.every(({ x }) => x <= 5 * 250)).toBe(true)
})

test('of nothing there is a map, too', () => {
  expect(layoutMap({ calls: [], services: [] })).toMatchObject({ nodes: [], edges: [], height: 0 })
})
