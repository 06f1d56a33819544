import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { buildRelease } from './build.ts'
import { openConsole, readOnly } from './open-console.ts'

const figures = { count: 100, refused: 2, failures: 0, p50Ms: 8, p95Ms: 40.25 }
const release = buildRelease()
const report = {
  ...{ tenant: 't_acme', from: '2026-11-20T08:00:00.000Z', until: '2026-11-20T09:10:00.000Z' },
  ...{ keptSince: '2026-11-20T08:30:00.000Z', isCut: false, total: figures },
  times: [{ ...figures, at: '2026-11-20T08:30:00.000Z', failures: 4 }],
  apps: [{ ...figures, app: 'sales' }],
  operations: [{ ...figures, app: 'sales', operation: 'Orders', failures: 4 }],
  releases: [
    { ...figures, releases: 'stable' },
    { ...figures, releases: release.id, failures: 4 },
  ],
}
const routes = {
  'GET /directory/acme': { id: 't_acme', slug: 'acme', name: 'Acme' },
  'GET /service-report': report,
  [`GET /releases/${release.id}`]: release,
}

test('a tenant’s report is opened by its name, narrowed in the address, and says in a table what its picture shows', async () => {
  const user = userEvent.setup()
  const { service, shell } = await openConsole('/tenants/acme/report?hours=6&x=1', routes, readOnly)
  expect(await screen.findByRole('heading', { name: 'Service report: Acme' })).toBeDefined()
  expect(await screen.findByRole('img', { name: /100 at most; 4 failed in all/ })).toBeDefined()
  expect(screen.getByText(/Figures are kept since/)).toBeDefined()
  const asked = () => service.calls.findLast(({ path }) => path === '/service-report')?.query
  expect(asked()).toEqual({ tenant: 't_acme', hours: '6' })
  const rowsOf = (name: string) =>
    within(screen.getByRole('region', { name }))
      .getAllByRole('row', { hidden: true })
      .slice(1)
      .map(({ textContent }) => textContent)
  expect(rowsOf('By operation')).toEqual(['Orderssales1004 (4.0 %)28 ms40.3 ms'])
  expect(rowsOf('By time')).toHaveLength(1)
  await user.click(
    within(screen.getByRole('region', { name: 'By app' })).getByRole('link', { name: 'sales' }),
  )
  expect(shell.navigation.location().search).toBe('?hours=6&app=sales')
  expect(await screen.findByText(/Only App/)).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'No longer only App' }))
  expect(shell.navigation.location().search).toBe('?hours=6')
})

test('operations are listed by what the address says, and lead to their traces', async () => {
  const user = userEvent.setup()
  const operation = 'query Orders'
  const { service, shell } = await openConsole(
    '/operations?hours=6&by=failures&x=1',
    {
      'GET /operation-report': {
        ...report,
        ...{ operations: [{ ...figures, app: 'sales', operation, failures: 4 }] },
        ...{ apps: ['', 'sales'], releases: ['stable'] },
      },
    },
    readOnly,
  )
  expect(await screen.findByText(/100 calls in all, 0 failed. Figures are kept since/)).toBeDefined()
  const asked = () => service.calls.findLast(({ path }) => path === '/operation-report')?.query
  expect(asked()).toEqual({ hours: '6', by: 'failures' })
  const row = within(screen.getByRole('table')).getAllByRole('row')[1]
  expect(row?.textContent).toBe('query OrderssalesTraces1004 (4.0 %)28 ms40.3 ms')
  const traces = screen.getByRole('link', { name: `Traces of ${operation}` })
  expect(traces.getAttribute('href')).toContain('/traces?name=query%20Orders')
  await user.click(screen.getByRole('link', { name: 'sales' }))
  expect(shell.navigation.location().search).toBe('?hours=6&app=sales&by=failures')
  await user.click(
    within(screen.getByRole('radiogroup', { name: 'The worst by' })).getByText('95th percentile'),
  )
  expect(shell.navigation.location().search).toBe('?hours=6&app=sales')
  expect(asked()).toEqual({ hours: '6', by: 'p95', app: 'sales' })
})

test('the map shows gray beside stable, is chosen from by keyboard, and leads to traces', async () => {
  const user = userEvent.setup()
  const calls = [
    { ...figures, caller: 'browser', service: 'gateway', revision: 'stable' },
    { ...figures, caller: 'gateway', service: 'sales', revision: 'gray@2', failures: 25 },
    { ...figures, caller: 'gateway', service: 'sales', revision: 'stable@1', count: 900 },
  ]
  const { shell } = await openConsole(
    '/service-map',
    { 'GET /service-map': { seconds: 100, services: calls, calls } },
    readOnly,
  )
  const sales = await screen.findByRole('button', { name: /^sales/ })
  expect(sales.textContent).toBe('salesstable@19/s · 40 msgray@21/s · 40 ms · 25 % failed')
  const rows = () =>
    within(screen.getByRole('table'))
      .getAllByRole('row')
      .slice(1)
      .map(({ textContent }) => textContent)
  expect(rows()).toEqual([
    'BrowsersGatewaystable1/s0 %40 msTraces of Gateway',
    'Gatewaysalesstable@19/s0 %40 msTraces of sales',
    'Gatewaysalesgray@21/s25 %40 msTraces of sales',
  ])
  sales.focus()
  await user.keyboard('{Enter}')
  expect(shell.navigation.location().search).toBe('?service=sales')
  expect(sales.getAttribute('aria-pressed')).toBe('true')
  expect(rows()).toHaveLength(2)
  expect(screen.getAllByRole('link', { name: 'Traces of sales' })[0]?.getAttribute('href')).toContain(
    '/traces?service=sales',
  )
})
