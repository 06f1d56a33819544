import { fireEvent, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { buildExplanation, buildPage } from './build.ts'
import { openConsole } from './open-console.ts'

const tea = {
  id: 't_7',
  slug: 'tea-house',
  name: 'Tea House',
  kind: 'merchant',
  plan: 'trial',
  createdAt: '2026-01-02T03:04:05Z',
}

test('tenants are searched once the typing rests, and the address keeps the search', async () => {
  const { shell, service } = await openConsole('/tenants', { 'GET /directory': buildPage([tea]) })
  expect(await screen.findByRole('row', { name: /Tea House tea-house t_7 trial Not known/ })).toBeDefined()
  await userEvent.type(screen.getByRole('searchbox'), 'tea')
  await waitFor(() => expect(shell.navigation.location().search).toBe('?search=tea'))
  const searches = service.calls.filter(({ path }) => path === '/directory').map(({ query }) => query.search)
  expect(searches).toEqual([undefined, 'tea'])
})

test('a tenant is shown by slug or id, and one that is not there is said so', async () => {
  const details = { ...tea, currency: 'CNY', timeZone: 'Asia/Shanghai', activeUserCount: 3 }
  await openConsole('/tenants/tea-house', { 'GET /directory/tea-house': details })
  expect(await screen.findByRole('heading', { name: 'Tea House' })).toBeDefined()
  const link = screen.getByRole('link', { name: 'Explain what it gets' })
  expect(link.getAttribute('href')).toContain('/explain?tenant=t_7')
})

test('a tenant that is not there is said so, with a way to the list', async () => {
  await openConsole('/tenants/no-such')
  expect(await screen.findByText('There is no such tenant')).toBeDefined()
  expect(screen.getByRole('link', { name: 'All tenants' })).toBeDefined()
})

test('the tenant of an explanation is found by a part of its name', async () => {
  const { shell } = await openConsole('/explain', {
    'GET /directory': buildPage([tea]),
    'GET /explain': buildExplanation(),
  })
  await userEvent.type(screen.getByLabelText('Tenant'), 'tea')
  await userEvent.click(await screen.findByText('Tea House'))
  await userEvent.click(screen.getByRole('button', { name: 'Explain' }))
  await waitFor(() => expect(shell.navigation.location().search).toBe('?tenant=t_7'))
})

test('Enter leaves what is typed of a tenant as it is, whatever is offered', async () => {
  await openConsole('/explain', { 'GET /directory': buildPage([tea]), 'GET /explain': buildExplanation() })
  const field = screen.getByLabelText<HTMLInputElement>('Tenant')
  await userEvent.type(field, 'coffee')
  await screen.findByText('Tea House')
  fireEvent.keyDown(field, { key: 'Enter', code: 'Enter', keyCode: 13 })
  expect(field.value).toBe('coffee')
})
