import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { buildArtifact, buildPage, buildRelease } from './build.ts'
import { type FakeRoutes, problem } from './fake-release-service.ts'
import { enter, openConsole, readOnly } from './open-console.ts'

const routes: FakeRoutes = { 'GET /artifacts': buildPage([buildArtifact()]) }

async function choose(label: string, option: RegExp | string): Promise<void> {
  await userEvent.click(await screen.findByRole('combobox', { name: label }))
  const name = typeof option === 'string' ? (text: string) => text === option : option
  const matches = await screen.findAllByText(name, { selector: '.ant-select-item-option-content' })
  await userEvent.click(matches.at(-1) as HTMLElement)
}

async function fillIn(): Promise<void> {
  await choose('App 1', 'sales')
  await choose('Version of app 1', /^1\.5\.0/)
  await enter(screen.getByLabelText('Title, Chinese'), '等待天数')
  await enter(screen.getByLabelText('Title, English'), 'Waiting days')
  await enter(screen.getByLabelText('Reason for the audit'), 'first try')
}

test('nothing is marked before the first try; then each thing missing stands at its field', async () => {
  const { service } = await openConsole('/releases/new', routes)
  await screen.findByRole('heading', { name: 'New release' })
  expect(screen.queryByText('Choose at least one app version, service tag or shared library')).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Create draft' }))
  expect(screen.getByText('Choose at least one app version, service tag or shared library')).toBeDefined()
  expect(screen.getAllByText('Give the title in this language too')).toHaveLength(2)
  expect(screen.getByText('Say why in a few words')).toBeDefined()
  expect(service.changes).toEqual([])
})

test('a filled in release says who gets it, is sent as chosen and opened', async () => {
  const draft = buildRelease({ state: 'draft', startedAt: null })
  const { shell, service } = await openConsole('/releases/new', {
    ...routes,
    'POST /releases': draft,
    'GET /releases/r1': draft,
  })
  await fillIn()
  expect(shell.tabs.isDirty).toBe(true)
  const allow = within(screen.getByRole('group', { name: /^Allow list/ }))
  await userEvent.click(allow.getByLabelText('Tenants: ids or short names'))
  await userEvent.paste('t_1 t_2')
  await userEvent.click(allow.getByRole('button', { name: 'Add' }))
  await userEvent.click(allow.getByRole('button', { name: 'Remove t_1' }))
  const exact = screen.getByLabelText('In hundredths of a percent')
  await userEvent.clear(exact)
  await userEvent.type(exact, '25')
  await userEvent.click(screen.getByLabelText('Open to join'))
  expect(screen.getByText(/The 1 tenant on the allow list and 0.25% of all tenants get it\./)).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Create draft' }))
  await waitFor(() => expect(shell.navigation.location().pathname).toBe('/console/releases/r1'))
  expect(service.changes[0]?.body).toEqual({
    overlay: { apps: { sales: '1.5.0' }, services: {} },
    salt: expect.stringMatching(/^[0-9a-f]{24}$/),
    title: { 'zh-CN': '等待天数', en: 'Waiting days' },
    percentBp: 25,
    constraints: [],
    isOpenToJoin: true,
    allow: ['t_2'],
    block: [],
    breaking: false,
    reason: 'first try',
  })
  expect(shell.tabs.isDirty).toBe(false)
})

test('a release for tenants the directory does not know yet is made when that is said', async () => {
  const draft = buildRelease({ state: 'draft', startedAt: null })
  const { shell, service } = await openConsole('/releases/new', {
    ...routes,
    'POST /releases': ({ body }: { body: { isForced?: boolean } }) =>
      body.isForced ? draft : problem(409, 'TENANT_UNKNOWN', { tenants: ['t_soon'], count: 1 }),
    'GET /releases/r1': draft,
  })
  await fillIn()
  const allow = within(screen.getByRole('group', { name: /^Allow list/ }))
  await userEvent.click(allow.getByLabelText('Tenants: ids or short names'))
  await userEvent.paste('t_soon')
  await userEvent.click(allow.getByRole('button', { name: 'Add' }))
  await userEvent.click(screen.getByRole('button', { name: 'Create draft' }))
  expect(await screen.findByText('The directory does not know: t_soon')).toBeDefined()
  await userEvent.click(screen.getByRole('checkbox', { name: 'Keep them all the same' }))
  await userEvent.click(screen.getByRole('button', { name: 'Create draft' }))
  await waitFor(() => expect(shell.navigation.location().pathname).toBe('/console/releases/r1'))
  const made = service.changes.filter(({ path }) => path === '/releases')
  expect(made.map(({ body }) => (body as { isForced?: boolean }).isForced)).toEqual([undefined, true])
})

test('only tags under which something is registered can be chosen', async () => {
  await openConsole('/releases/new', routes)
  await userEvent.click(await screen.findByRole('button', { name: 'Add a service' }))
  await choose('Service 1', 'sales')
  await userEvent.click(screen.getByRole('combobox', { name: 'Tag of service 1' }))
  const tags = await screen.findAllByText(/^(gray|stable)$/, { selector: '.ant-select-item-option-content' })
  expect(tags.map(({ textContent }) => textContent)).toEqual(['gray'])
})

test('a version that was deleted is said where it was chosen, and nothing typed is lost', async () => {
  await openConsole('/releases/new', {
    ...routes,
    'POST /releases': () => problem(404, 'ARTIFACT_UNKNOWN', { name: 'sales', version: '1.5.0' }),
  })
  await fillIn()
  await userEvent.click(screen.getByRole('button', { name: 'Create draft' }))
  expect(await screen.findByText('sales 1.5.0 is not in the store (any more)')).toBeDefined()
  expect(screen.getByLabelText<HTMLInputElement>('Title, English').value).toBe('Waiting days')
})

test('leaving a half-filled release asks first', async () => {
  const { shell } = await openConsole('/releases/new', routes)
  await userEvent.type(await screen.findByLabelText('Title, English'), 'x')
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.click(dialog.getByRole('button', { name: 'Leave' }))
  await waitFor(() => expect(shell.navigation.location().pathname).toBe('/console/releases'))
})

test('a dry run asks with the salt the release is then made with', async () => {
  const { service } = await openConsole('/releases/new', {
    ...routes,
    'POST /releases/reach': { percentBp: 0, reached: 0, total: 25, tenants: [] },
    'POST /releases': buildRelease({ state: 'draft' }),
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Dry run' }))
  expect(await screen.findByText('With 0% it reaches 0 of 25 tenants.')).toBeDefined()
  await userEvent.click(screen.getByLabelText('Open to join'))
  expect(screen.queryByText(/^Something was changed since/)).toBeNull()
  await fillIn()
  await userEvent.click(screen.getByRole('button', { name: 'Create draft' }))
  await waitFor(() => expect(service.changes).toHaveLength(2))
  const [asked, made] = service.changes.map(({ body }) => body as { salt: string })
  expect([asked?.salt === made?.salt, made?.salt !== undefined]).toEqual([true, true])
})

test('a plan is made with the release, and one that cannot be followed is not sent', async () => {
  const { service } = await openConsole('/releases/new', {
    ...routes,
    'POST /releases': () => problem(400, 'PLAN_INVALID', { step: 1 }),
  })
  await fillIn()
  await userEvent.click(screen.getByLabelText('By a plan'))
  await userEvent.clear(screen.getByLabelText('Share of step 1'))
  await userEvent.click(screen.getByRole('button', { name: 'Create draft' }))
  expect([screen.getByText(/^A share from 0.01 to 100 percent/), service.changes]).toEqual([
    expect.anything(),
    [],
  ])
  await userEvent.type(screen.getByLabelText('Share of step 1'), '5')
  await userEvent.click(screen.getByRole('button', { name: 'Create draft' }))
  await waitFor(() => expect(service.changes).toHaveLength(1))
  expect(service.changes[0]?.body).toMatchObject({
    plan: { steps: [{ percentBp: 500 }, { percentBp: 1000 }, { percentBp: 5000 }, { promotes: true }] },
  })
  const card = within(screen.getByRole('region', { name: 'How it goes on' }))
  expect(await card.findByText('The server did not accept this (PLAN_INVALID).')).toBeDefined()
})

test('a shared library is released by its own versions alone, by who may release everything', async () => {
  const library = buildArtifact({ name: 'antd', version: '6.1.0', kind: 'shared' })
  const { service } = await openConsole('/releases/new', {
    'GET /artifacts': ({ query }: { query: { name?: string } }) =>
      buildPage(
        query.name === 'antd'
          ? [library, buildArtifact({ name: 'antd', version: '5.0.0', kind: 'app' })]
          : [buildArtifact(), library],
      ),
    'POST /releases': buildRelease({ state: 'draft' }),
  })
  await fillIn()
  await userEvent.click(screen.getByRole('button', { name: 'Add a shared library' }))
  await choose('Shared library 1', 'antd')
  await userEvent.click(await screen.findByRole('combobox', { name: 'Version of shared library 1' }))
  const versions = await screen.findAllByText(/^(6\.1\.0|5\.0\.0) ·/, {
    selector: '.ant-select-item-option-content',
  })
  expect(versions.map(({ textContent }) => textContent?.split(' ')[0])).toEqual(['6.1.0'])
  await userEvent.click(versions[0] as HTMLElement)
  await userEvent.click(screen.getByRole('button', { name: 'Create draft' }))
  await waitFor(() => expect(service.changes).toHaveLength(1))
  expect(service.changes[0]?.body).toMatchObject({
    overlay: { apps: { sales: '1.5.0' }, services: {}, shared: { antd: '6.1.0' } },
  })
})

test('who may release some apps is offered no shared library', async () => {
  const session = { permissions: ['platform.release.read', 'platform.release.write:sales'] }
  await openConsole('/releases/new', routes, { session })
  expect(await screen.findByRole('button', { name: 'Add a service' })).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Add a shared library' })).toBeNull()
})

test('is not there for who may only read', async () => {
  await openConsole('/releases/new', {}, readOnly)
  expect(await screen.findByText('There is no such page in the console')).toBeDefined()
})
