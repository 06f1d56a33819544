import type { Answers } from '@portico/testing'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { openTeam } from './open-team.ts'

const catalogue = [
  'platform.release.read',
  'platform.release.write',
  'platform.administer',
  'people.role.write',
]
const ofSales = {
  id: 'r1',
  name: 'Sales team',
  permissions: ['platform.release.read', 'platform.release.write:sales'],
  isBuiltIn: false,
  version: 1,
}
const operator = ['people.user.read', 'people.user.write', ...catalogue]

function open(answers: Answers, path = '/roles') {
  return openTeam(path, { answers, session: { permissions: operator } })
}

test('an administrator makes a role that reads and releases chosen apps alone', async () => {
  const shell = await open({
    TeamRoles: { roles: { catalogue, items: [ofSales] } },
    TeamCreateRole: { createRole: ofSales },
  })
  expect(await screen.findByText('See releases · Release: sales')).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'New role' }))
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.type(dialog.getByLabelText('Name of the role'), 'Shop team')
  await userEvent.click(dialog.getByLabelText('See releases'))
  await userEvent.type(
    dialog.getByLabelText('Releases only these apps and services'),
    'sales,Inventory,no:name,',
  )
  await userEvent.click(dialog.getByRole('button', { name: 'Save' }))
  const wanted = {
    name: 'Shop team',
    permissions: [
      'platform.release.read',
      'platform.release.write:sales',
      'platform.release.write:inventory',
    ],
  }
  await waitFor(() => expect(shell.graph.variablesOf('TeamCreateRole')).toEqual([{ input: wanted }]))
})

test('a role of one app can be given by who releases everything', async () => {
  await open(
    {
      TeamRoles: { roles: { catalogue, items: [ofSales] } },
      TeamUsers: { users: { totalCount: 0, pageInfo: { hasNextPage: false, endCursor: null }, nodes: [] } },
    },
    '/users',
  )
  await userEvent.click(await screen.findByRole('button', { name: 'Invite a user' }))
  const dialog = within(await screen.findByRole('dialog'))
  await userEvent.click(dialog.getByLabelText('Role'))
  const option = await screen.findByTitle('Sales team')
  expect(option.getAttribute('aria-disabled')).not.toBe('true')
  expect(option.className).not.toContain('disabled')
})
