import { afterAll, beforeAll, expect, it } from 'vitest'
import { ReleaseHarness } from './release-harness.ts'

let harness: ReleaseHarness

beforeAll(async () => {
  harness = await ReleaseHarness.open()
})
afterAll(() => harness.close())

const put = (cell: string, generation: number, tenantId = 't_1') =>
  harness.call('PUT', `/tenant-cells/${tenantId}`, { body: { cell, generation } })
const feed = async () => (await harness.call('GET', '/feed')).json()

it('a tenant is at home until it is moved, and gateways learn of each move', async () => {
  expect((await harness.call('GET', '/tenant-cells/t_1')).json()).toEqual({
    tenantId: 't_1',
    cell: 'home',
    generation: 0,
  })
  const before = await feed()
  expect((await put('east', 1)).statusCode).toBe(200)
  const moved = await feed()
  expect(moved.cells).toEqual([{ tenantId: 't_1', cell: 'east', generation: 1 }])
  expect(moved.revision).toBeGreaterThan(before.revision)
  expect((await put('east', 1)).statusCode).toBe(200)
  expect((await feed()).revision).toBe(moved.revision)
  const { items } = (await harness.call('GET', '/audit?subject=tenant%3At_1')).json()
  expect(items).toMatchObject([{ action: 'tenant.move', change: { cell: 'east', generation: 1 } }])
})

it('of two that move a tenant the second is refused', async () => {
  await put('east', 1, 't_2')
  for (const [cell, generation] of [
    ['west', 1],
    ['west', 3],
  ] as const)
    expect((await put(cell, generation, 't_2')).json()).toMatchObject({ code: 'CELL_CHANGED', cell: 'east' })
  expect((await put('west', 2, 't_3')).json()).toMatchObject({ code: 'CELL_CHANGED', cell: 'home' })
  expect((await put('west', 2, 't_2')).statusCode).toBe(200)
})

it('who may not administer asks and moves nothing', async () => {
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString()
  const wanted = { name: 'ci', apps: ['*'], actions: ['publish'], expiresAt: inAnHour }
  const made = await harness.call('POST', '/tokens', { body: wanted })
  expect(made.statusCode, made.body).toBe(201)
  const headers = { authorization: `Bearer ${made.json().secret}` }
  const body = { cell: 'east', generation: 1 }
  for (const call of [
    harness.call('GET', '/tenant-cells/t_4', { headers }),
    harness.call('PUT', '/tenant-cells/t_4', { headers, body }),
  ])
    expect((await call).json().code).toBe('FORBIDDEN_SCOPE')
})

it('an instance says whose tenants it serves', async () => {
  const body = {
    service: 'sales',
    tag: 'stable',
    version: '1.5.0',
    url: 'http://127.0.0.1:7098',
    cell: 'east',
  }
  await harness.call('PUT', '/instances/i_east', { body })
  expect((await feed()).instances).toMatchObject([{ id: 'i_east', cell: 'east' }])
})
