import { GraphError } from '@portico/micro-app'
import type { Answers, FakeShell, FakeShellOptions } from '@portico/testing'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { openTeam } from './open-team.ts'

const role = (id: string, permissions: string[]) => ({
  id,
  name: id,
  permissions,
  isBuiltIn: id !== 'r1',
  version: 1,
})
const roles = (...items: ReturnType<typeof role>[]) => ({ roles: { catalogue: [], items } })
const clerk = role('clerk', ['sales.order.read'])
const buyer = role('r1', ['sales.order.read'])
const settings = {
  issuer: 'https://login.acme.example',
  clientId: 'portico',
  scopes: 'openid groups',
  groupsClaim: 'memberOf',
  roleByGroup: [
    { group: 'Office', role: 'clerk' },
    { group: 'Purchase', role: 'r1' },
  ],
  defaultRole: null,
  allowsPasswords: false,
  version: 3,
}
const { version: _, ...kept } = settings
const on = { TeamSingleSignOn: { singleSignOn: settings }, TeamRoles: roles(clerk, buyer) }
const off = { ...on, TeamSingleSignOn: { singleSignOn: null } }

function open(answers: Answers, options: Omit<FakeShellOptions, 'path'> = {}): Promise<FakeShell> {
  return openTeam('/single-sign-on', { answers, ...options })
}
const field = (label: string) => screen.findByLabelText<HTMLInputElement>(label)
const fill = async (label: string, value: string) =>
  fireEvent.change(await field(label), { target: { value } })
const save = async () => userEvent.click(await screen.findByRole('button', { name: 'Save' }))
const savedBy = (shell: FakeShell) => shell.graph.variablesOf('TeamSaveSingleSignOn')

test('a company without a provider sees that it is off, the address to register, and sets one up', async () => {
  const shell = await open({ ...off, TeamSaveSingleSignOn: { saveSingleSignOn: settings } })
  expect(await screen.findByText('Off')).toBeDefined()
  expect((await field('Redirect address')).value).toBe(`${location.origin}/api/session/sso/callback`)
  expect(screen.queryByRole('button', { name: 'Switch off' })).toBeNull()
  await fill('Issuer', ' https://login.acme.example ')
  await fill('Client ID', 'portico')
  await save()
  expect(await screen.findByText('Please type the secret of this client of this provider')).toBeDefined()
  await fill('Client secret', 's3cret')
  await save()
  expect(await screen.findByText('On')).toBeDefined()
  expect(savedBy(shell)).toEqual([
    {
      input: {
        issuer: 'https://login.acme.example',
        clientId: 'portico',
        clientSecret: 's3cret',
        scopes: 'openid profile email',
        groupsClaim: 'groups',
        roleByGroup: [],
        defaultRole: null,
        allowsPasswords: true,
      },
      version: null,
    },
  ])
  expect((await field('Client secret')).value).toBe('')
  expect(shell.tabs.isDirty).toBe(false)
})

test('the secret is kept when it is left empty, and asked for again at another provider', async () => {
  const shell = await open({ ...on, TeamSaveSingleSignOn: { saveSingleSignOn: settings } })
  await userEvent.click(await screen.findByRole('button', { name: 'Move up group 2' }))
  await save()
  const roleByGroup = [...settings.roleByGroup].reverse()
  await waitFor(() => expect(savedBy(shell)).toEqual([{ input: { ...kept, roleByGroup }, version: 3 }]))
  await fill('Issuer', 'https://other.example')
  await save()
  expect(await screen.findByText('Please type the secret of this client of this provider')).toBeDefined()
  expect(savedBy(shell)).toHaveLength(1)
})

test('an address the server refuses is shown at its field, an address that is none without asking', async () => {
  const shell = await open({
    ...on,
    TeamSaveSingleSignOn: new GraphError('SSO_ADDRESS_REFUSED', 'inner'),
  })
  await fill('Issuer', 'login.acme.example')
  await save()
  expect(await screen.findByText('Please type an address that begins with https://')).toBeDefined()
  expect(savedBy(shell)).toEqual([])
  await fill('Issuer', settings.issuer)
  await save()
  expect(await screen.findByText(/This address cannot be called/)).toBeDefined()
  expect((await field('Issuer')).getAttribute('aria-invalid')).toBe('true')
})

test('a role that was deleted meanwhile is shown at the group that has it', async () => {
  const shell = await open({
    ...on,
    TeamSaveSingleSignOn: () => {
      shell.graph.answer('TeamRoles', roles(clerk))
      return new GraphError('ROLE_UNKNOWN', 'r1')
    },
  })
  await save()
  expect(await screen.findByText('This role is not there any more. Choose another one.')).toBeDefined()
  const invalid = ['Role of group 1', 'Role of group 2'].map(label =>
    screen.getByLabelText(label).getAttribute('aria-invalid'),
  )
  expect(invalid).toEqual([null, 'true'])
})

test('a failure of no field is shown above the form, and nothing typed is lost', async () => {
  await open({ ...on, TeamSaveSingleSignOn: new GraphError('TIMEOUT', 'late') })
  await fill('Client ID', 'portico-2')
  await fill('Client secret', 's3cret')
  await save()
  expect((await screen.findByRole('alert')).textContent).toMatch(/took too long/)
  expect([(await field('Client ID')).value, (await field('Client secret')).value]).toEqual([
    'portico-2',
    's3cret',
  ])
})

test('what another owner saved meanwhile is shown, and what is typed goes over it only at the second save', async () => {
  const theirs = { ...settings, clientId: 'theirs', version: 4 }
  const shell = await open({
    ...on,
    TeamSaveSingleSignOn: ({ version }: { version: number }) => {
      shell.graph.answer('TeamSingleSignOn', { singleSignOn: theirs })
      return version === 4
        ? { saveSingleSignOn: { ...settings, clientId: 'mine', version: 5 } }
        : new GraphError('VERSION_CONFLICT', 'late')
    },
  })
  await fill('Client ID', 'mine')
  await fill('Client secret', 's3cret')
  await save()
  expect((await screen.findByRole('alert')).textContent).toMatch(/client theirs.*still here: save again/)
  expect([(await field('Client ID')).value, (await field('Client secret')).value]).toEqual(['mine', 's3cret'])
  expect(shell.tabs.isDirty).toBe(true)
  await save()
  await waitFor(() => expect(shell.tabs.isDirty).toBe(false))
  expect(savedBy(shell)).toMatchObject([{ version: 3 }, { version: 4 }])
  expect(screen.queryByRole('alert')).toBeNull()
})

test('what another owner saved meanwhile can take the place of what is typed', async () => {
  const shell = await open({
    ...on,
    TeamSaveSingleSignOn: () => {
      shell.graph.answer('TeamSingleSignOn', { singleSignOn: null })
      return new GraphError('VERSION_CONFLICT', 'late')
    },
  })
  await fill('Client ID', 'mine')
  await fill('Client secret', 's3cret')
  await save()
  expect((await screen.findByRole('alert')).textContent).toMatch(/switched single sign-on off/)
  await userEvent.click(screen.getByRole('button', { name: 'Show theirs' }))
  expect((await field('Client ID')).value).toBe('')
  expect(shell.tabs.isDirty).toBe(false)
})

test('switching off asks first, then the form is empty and the heading has the focus', async () => {
  const shell = await open({ ...on, TeamRemoveSingleSignOn: { removeSingleSignOn: true } })
  await userEvent.click(await screen.findByRole('button', { name: 'Switch off' }))
  const question = (await screen.findByText('Switch single sign-on off?')).closest('[role="tooltip"]')
  if (!(question instanceof HTMLElement)) throw new Error('no question')
  expect(shell.graph.calls.some(({ name }) => name === 'TeamRemoveSingleSignOn')).toBe(false)
  await userEvent.click(within(question).getByRole('button', { name: 'Switch off' }))
  expect(await screen.findByText('Off')).toBeDefined()
  await waitFor(async () => expect((await field('Issuer')).value).toBe(''))
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }))
})

test('what cannot be loaded is said, and asked for again', async () => {
  const shell = await open({ ...on, TeamSingleSignOn: new GraphError('FORBIDDEN', 'no') })
  const again = await screen.findByRole('button', { name: 'Try again' })
  shell.graph.answer('TeamSingleSignOn', on.TeamSingleSignOn)
  await userEvent.click(again)
  expect((await field('Client ID')).value).toBe('portico')
})

test('the page is not there for users who may not make roles', async () => {
  const shell = await open(on, { session: { permissions: ['people.user.read'] } })
  expect(await screen.findByText('There is no such page in Team')).toBeDefined()
  expect(shell.graph.calls).toEqual([])
})

test('it speaks Chinese', async () => {
  await open(on, { locale: 'zh-CN' })
  expect(await screen.findByRole('heading', { level: 1, name: '单点登录' })).toBeDefined()
  expect(await screen.findByLabelText('组 1 的角色')).toBeDefined()
})
