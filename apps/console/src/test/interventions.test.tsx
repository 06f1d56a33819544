import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { buildPage } from './build.ts'
import { problem } from './fake-release-service.ts'
import { openConsole, readOnly } from './open-console.ts'

const mayIntervene = { session: { permissions: ['platform.release.read', 'platform.intervene'] } }
const block = {
  ...{ id: 'v1', effect: { kind: 'block', operation: 'SalesOrders' }, owner: 'night shift', reason: 'slow' },
  ...{ createdAt: '2026-11-01T09:00:00Z', createdBy: 'user:operator', endsAt: '2099-01-01T00:00:00Z' },
  ...{ endedAt: null, endedBy: null },
}
const routes = { 'GET /interventions': buildPage([block]) }

test('one is made: what is missing is said, an unknown name with the nearest, and it is sent with its time', async () => {
  const refused = () => problem(404, 'OPERATION_UNKNOWN', { nearest: ['SalesOrders'] })
  const { service, shell } = await openConsole(
    '/interventions',
    { 'POST /interventions': refused },
    mayIntervene,
  )
  expect(await screen.findByText('No intervention is in force')).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Intervene' }))
  const dialog = within(await screen.findByRole('dialog'))
  const submit = () => userEvent.click(dialog.getByRole('button', { name: 'Intervene' }))
  await submit()
  expect((await dialog.findAllByRole('alert')).length).toBe(3)
  expect(service.changes).toEqual([])
  const fill = (role: string, name: string, value: string) =>
    fireEvent.change(dialog.getByRole(role, { name }), { target: { value } })
  fill('combobox', 'Operation', 'SalesOrder')
  fill('textbox', 'Calls a second', '5')
  fill('textbox', 'Reason', 'slow list')
  await submit()
  expect(await dialog.findByText(/Nearest: SalesOrders/)).toBeDefined()
  service.answer('POST /interventions', block)
  await submit()
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const effect = { kind: 'limit', operation: 'SalesOrder', perSecond: 5 }
  const owner = shell.session.info.user.displayName
  expect(service.changes.at(-1)?.body).toEqual({ effect, owner, reason: 'slow list', minutes: 60 })
})

test('one in force shows its time left, and is ended with a reason', async () => {
  const { service } = await openConsole(
    '/interventions?kind=block&state=nonsense',
    { ...routes, 'POST /interventions/v1/end': block },
    mayIntervene,
  )
  const row = await screen.findByRole('row', { name: /SalesOrders: blocked/ })
  expect(row.textContent).toMatch(/In force.*\d+ d \d+ h.*night shift.*slow/)
  expect(service.calls.find(({ path }) => path === '/interventions')?.query).toMatchObject({
    state: 'inForce',
    kind: 'block',
  })
  await userEvent.click(within(row).getByRole('button', { name: 'End: SalesOrders: blocked' }))
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.type(dialog.getByRole('textbox', { name: 'Why?' }), 'mended{Enter}')
  await waitFor(() =>
    expect(service.changes).toMatchObject([{ path: '/interventions/v1/end', body: { reason: 'mended' } }]),
  )
})

test('filters stand in the address, and nothing found leads back; who may only read changes nothing', async () => {
  const ended = { ...block, endedAt: '2026-11-01T10:00:00Z', endedBy: 'system' }
  const { shell } = await openConsole(
    '/interventions',
    {
      'GET /interventions': ({ query }: { query: Record<string, string> }) =>
        buildPage(query.state === 'ended' && !query.kind ? [ended] : []),
    },
    readOnly,
  )
  await userEvent.click(await screen.findByText('Ended'))
  expect((await screen.findByRole('row', { name: /SalesOrders/ })).textContent).toContain('Its time ran out')
  expect(shell.navigation.location().search).toBe('?state=ended')
  expect(screen.queryByRole('button', { name: /Intervene|End:/ })).toBeNull()
  await openConsole('/interventions?kind=weigh', {}, readOnly)
  await userEvent.click(await screen.findByRole('button', { name: 'Show all in force' }))
  expect(await screen.findByText('No intervention is in force')).toBeDefined()
})
