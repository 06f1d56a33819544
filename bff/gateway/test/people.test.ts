import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRealShop, type RealShop } from '../testing/real-shop.ts'
import { type Stack, startStack, type Visitor } from '../testing/test-stack.ts'

let shop: RealShop
let stack: Stack
let owner: Visitor

beforeAll(async () => {
  shop = await openRealShop()
  const users = ['owner', 'clerk'].map(role => ({
    username: role,
    displayName: `The ${role}`,
    password: 'portico',
    role,
  }))
  const facts = { slug: 'people', name: 'People', currency: 'CNY', timeZone: 'Asia/Shanghai' }
  await shop.call('t_people', 'identity', 'PUT', '/tenants/t_people', { ...facts, users })
  stack = await startStack(shop.urls)
  owner = await stack.logIn('people', 'owner')
})
afterAll(async () => {
  await stack?.close()
  await shop?.close()
})

it('lists users page by page, and finds them by name', async () => {
  const query = `query ($after: String, $search: String) {
    users(first: 1, after: $after, search: $search) {
      totalCount pageInfo { hasNextPage endCursor } nodes { username role status link { purpose } }
    }
  }`
  const { data } = await owner.ask(query)
  expect(data.users).toMatchObject({
    totalCount: 2,
    pageInfo: { hasNextPage: true },
    nodes: [{ username: 'clerk', role: 'clerk', status: 'ACTIVE', link: null }],
  })
  const next = await owner.ask(query, { after: data.users.pageInfo.endCursor })
  expect(next.data.users.nodes).toMatchObject([{ username: 'owner' }])
  const found = await owner.ask(query, { search: 'the CLERK' })
  expect(found.data.users.totalCount).toBe(1)
})

it('audits what was done through the graph with the address of who did it', async () => {
  const input = { username: 'anna', displayName: 'Anna', role: 'clerk' }
  const invited = await owner.ask(
    'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { user { id } link { token } } }',
    { input },
  )
  expect(invited.errors).toBeUndefined()
  const { data } = await owner.ask(
    '{ auditEntries { totalCount nodes { action actorName subjectName address changes { field old new } } } }',
  )
  expect(data.auditEntries.nodes).toEqual([
    {
      action: 'user.invite',
      actorName: 'The owner',
      subjectName: 'Anna (anna)',
      address: expect.stringContaining('127.0.0.1'),
      changes: [{ field: 'role', old: null, new: 'clerk' }],
    },
  ])
})

it('keeps the language of a user for every browser', async () => {
  const clerk = await stack.logIn('people', 'clerk')
  const answer = await clerk.fetch('/api/session/language', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ language: 'zh-CN' }),
  })
  expect(answer.status).toBe(204)
  const again = await stack.logIn('people', 'clerk')
  expect(await (await again.fetch('/api/session')).json()).toMatchObject({ user: { language: 'zh-CN' } })
})
