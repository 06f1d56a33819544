import { catchDownloads } from '@portico/testing/vitest'
import { screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { openTeam } from './open-team.ts'

const page = { pageInfo: { hasNextPage: false, endCursor: null }, nodes: [], totalCount: 3 }
const role = { id: 'r1', name: 'Packers', permissions: [], isBuiltIn: false, version: 1 }
const answers = {
  TeamUsers: { users: page },
  TeamRoles: { roles: { catalogue: [], items: [role] } },
  TeamAudit: { auditEntries: page },
}

async function exportOf(path: string, form: RegExp): Promise<string[]> {
  catchDownloads()
  const permissions = ['people.user.read', 'people.audit.read']
  const shell = await openTeam(path, { answers, session: { permissions }, fetch: () => new Response('a') })
  await userEvent.click(await screen.findByRole('button', { name: 'Export' }))
  await userEvent.click(await screen.findByRole('menuitem', { name: form }))
  expect(await screen.findByText('The export is saved.')).toBeDefined()
  return shell.graph.fetches.map(({ path: asked }) => asked)
}

test('users are saved, and the menu says how many', async () => {
  expect(await exportOf('/users', /^CSV · 3 rows$/)).toEqual(['/api/exports/users?format=csv&language=en'])
})

test('roles are saved', async () => {
  expect(await exportOf('/roles', /^Excel · 1 row$/)).toEqual(['/api/exports/roles?format=xlsx&language=en'])
})

test('the change log is saved as it is filtered', async () => {
  const [asked = ''] = await exportOf('/audit?action=user.lock&user=u1', /^CSV · 3 rows$/)
  expect(asked).toBe('/api/exports/changes?format=csv&language=en&userId=u1&action=user.lock')
})
