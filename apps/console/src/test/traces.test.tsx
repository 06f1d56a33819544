import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { buildPage } from './build.ts'
import { problem } from './fake-release-service.ts'
import { openConsole, readOnly } from './open-console.ts'

const id = 'a'.repeat(32)
const summary = {
  ...{
    id,
    at: '2026-11-20T09:00:00.000Z',
    ms: 42.4,
    name: 'query OrderPage',
    tenantId: null,
    reason: 'slow',
  },
  ...{ hasFailed: false, services: ['browser', 'gateway', 'sales'], subjects: ['SO-7'] },
}
const span = (spanId: string, parentId: string | null, given: object) => ({
  ...{ id: spanId, parentId, kind: 0, at: 1000, ms: 10, isFailure: false, attributes: {}, revision: null },
  ...given,
})
const trace = {
  ...summary,
  droppedSpans: 3,
  spans: [
    span('1', null, { name: 'click', service: 'browser', ms: 50 }),
    span('2', '1', { name: 'POST /graphql', service: 'gateway', at: 1010, ms: 30 }),
    span('3', '2', {
      ...{
        name: 'SELECT document',
        service: 'sales',
        revision: 'gray@2',
        at: 1015,
        ms: null,
        isFailure: true,
      },
      attributes: { 'db.system.name': 'postgresql', 'db.query.text': 'select * from document where id = $1' },
    }),
  ],
}
const routes = { 'GET /traces': buildPage([summary]), [`GET /traces/${id}`]: trace }

test('a trace is looked for by what is in the address, and opened from the list', async () => {
  const user = userEvent.setup()
  const { service, shell } = await openConsole(
    '/traces?subject=SO-7&failed=true&x=1',
    { ...routes, 'GET /directory/acme': { id: 't_acme' } },
    readOnly,
  )
  expect(await screen.findByRole('link', { name: 'query OrderPage' })).toBeDefined()
  expect(service.calls.find(({ path }) => path === '/traces')?.query).toMatchObject({
    ...{ subject: 'SO-7', failed: 'true' },
  })
  await user.type(screen.getByLabelText('Operation'), 'Order')
  await user.type(screen.getByLabelText('Tenant'), 'acme')
  await user.click(screen.getByLabelText('Only what failed'))
  await user.click(screen.getByRole('button', { name: 'Find' }))
  await waitFor(() =>
    expect(shell.navigation.location().search).toBe('?subject=SO-7&name=Order&tenant=t_acme'),
  )
  await user.click(await screen.findByRole('link', { name: 'query OrderPage' }))
  expect(await screen.findByText('3 more spans were left out.')).toBeDefined()
})

test('an id opens its trace; what is none is said', async () => {
  const user = userEvent.setup()
  await openConsole('/traces', routes, readOnly)
  const field = await screen.findByLabelText('Request or trace id')
  await user.type(field, 'SO-7{Enter}')
  expect((await screen.findByRole('alert')).textContent).toBe('An id has 32 digits, 0 to 9 and a to f.')
  await user.clear(field)
  await user.type(field, ` ${id.toUpperCase()} {Enter}`)
  expect(await screen.findByRole('heading', { name: 'Waterfall' })).toBeDefined()
})

test('a waterfall is read and opened by keyboard', async () => {
  const user = userEvent.setup()
  await openConsole(`/traces/${id}`, routes, readOnly)
  const list = within(await screen.findByRole('list', { name: 'Waterfall' }))
  const spans = list.getAllByRole('button')
  expect(spans.map(({ textContent }) => textContent)).toEqual([
    'Browserclick50 msafter 0 ms, took 50 ms',
    'GatewayPOST /graphql30 msafter 10 ms, took 30 ms',
    'sales SQLSELECT documentFailednot endedafter 15 ms, took not ended',
  ])
  spans[0]?.focus()
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}')
  expect(document.activeElement).toBe(spans[2])
  expect(spans[2]?.getAttribute('aria-expanded')).toBe('true')
  expect(await screen.findByText('select * from document where id = $1')).toBeDefined()
  expect(screen.getByText('gray@2')).toBeDefined()
})

test('what is not kept says why', async () => {
  await openConsole(`/traces/${id}`, { [`GET /traces/${id}`]: () => problem(404, 'NOT_FOUND') }, readOnly)
  expect(await screen.findByText('Nothing is kept of this trace')).toBeDefined()
})

test('a slow statement shows its plan to those who may see it, and says why there is none', async () => {
  const step = { what: 'Sort', on: '', rows: 10, cost: 30.2, conditions: ['Sort Key: placed_at'], depth: 0 }
  const below = { what: 'Seq Scan', on: 'document', rows: 1_000, cost: 25, conditions: [], depth: 1 }
  const statement = {
    ...{
      service: 'sales',
      fingerprint: 'a1b2c3d4e5f6',
      text: 'select ? from document',
      count: 3,
      slowestMs: 840,
    },
    ...{ firstAt: '2026-11-20T09:00:00Z', lastAt: '2026-11-20T10:00:00Z', plannedAt: '2026-11-20T09:00:00Z' },
    plan: { steps: [step, below], problem: null },
  }
  const may = { session: { permissions: ['platform.release.read', 'platform.sql.read'] } }
  const path = '/statements/sales/a1b2c3d4e5f6'
  const { service } = await openConsole(path, { [`GET ${path}`]: statement }, may)
  const rows = within(await screen.findByRole('region', { name: 'Plan' }))
    .getAllByRole('row')
    .slice(1)
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    'Sort, level 1Sort Key: placed_at1030',
    '└ Seq Scan, level 2document1,00025',
  ])
  expect(service.calls.filter(call => call.path === path)).toHaveLength(1)
})

test('traffic shows gray beside stable and leads to a trace; its filters are in the address', async () => {
  const user = userEvent.setup()
  const times = { count: 3, p95Ms: 12.34, traceId: id }
  const calls = [
    { ...times, caller: 'gateway', service: 'sales', revision: 'gray@2', failures: 2 },
    { ...times, caller: 'gateway', service: 'sales', revision: 'stable@1', failures: 0 },
  ]
  const statements = [{ ...times, service: 'sales', fingerprint: 'f', text: 'select ?', failures: 0 }]
  const summary = { parts: 4_000, isCut: true, calls, operations: [], statements }
  const { service, shell } = await openConsole(
    '/traffic?minutes=60&service=sales&x=1',
    { ...routes, 'GET /traffic': summary, 'GET /directory/acme': { id: 't_acme' } },
    readOnly,
  )
  const table = within(await screen.findByRole('region', { name: 'Calls' }))
  const rows = table.getAllByRole('row').slice(1)
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    'gatewaysalesgray@23212.3 msOpen trace',
    'gatewaysalesstable@13012.3 msOpen trace',
  ])
  expect(service.calls.find(({ path }) => path === '/traffic')?.query).toEqual({
    ...{ minutes: '60', service: 'sales' },
  })
  expect(screen.getByText(/the time is not covered whole/)).toBeDefined()
  expect(screen.queryByRole('link', { name: /Plan of/ })).toBeNull()
  await user.click(screen.getByText('15 minutes'))
  expect(shell.navigation.location().search).toBe('?service=sales')
  await user.type(screen.getByLabelText('Tenant'), 'acme{Enter}')
  await waitFor(() => expect(shell.navigation.location().search).toBe('?service=sales&tenant=t_acme'))
  await user.click(table.getAllByRole('link')[0] as HTMLElement)
  expect(await screen.findByRole('heading', { name: 'Waterfall' })).toBeDefined()
})
