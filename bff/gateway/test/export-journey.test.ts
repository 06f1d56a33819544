import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRealShop, type RealShop, stockShop } from '../testing/real-shop.ts'
import { type Stack, startStack, type Visitor } from '../testing/test-stack.ts'

const HISTORY = {
  source: 'till',
  number: 'T-1',
  kind: 'ORDER',
  orderedAt: '2026-07-01T22:30:00Z',
  currency: 'CNY',
}

let shop: RealShop
let stack: Stack
let owner: Visitor
let clerk: Visitor

beforeAll(async () => {
  shop = await openRealShop()
  await shop.call('t_shop', 'identity', 'PUT', '/tenants/t_shop', {
    slug: 'shop',
    name: 'Shop',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    users: [
      { username: 'owner', displayName: 'Owner', password: 'portico', role: 'owner' },
      { username: 'clerk', displayName: '=Clerk', password: 'portico', role: 'clerk' },
    ],
  })
  const ids = await stockShop(shop, 't_shop')
  const lines = [{ productId: ids.P1, description: '=tea', quantity: '2', unitPrice: '9.9' }]
  await shop.call('t_shop', 'sales', 'POST', '/orders/history', { documents: [{ ...HISTORY, lines }] })
  // A download costs as much as the dearest operation, and these follow each other at once.
  const budgets = { PORTICO_USER_POINTS_PER_SECOND: '1000000', PORTICO_TENANT_POINTS_PER_SECOND: '1000000' }
  stack = await startStack(shop.urls, budgets)
  owner = await stack.logIn('shop', 'owner')
  clerk = await stack.logIn('shop', 'clerk')
})
afterAll(async () => {
  await stack?.close()
  await shop?.close()
})

async function rowsOf(answer: Response): Promise<string[]> {
  expect(answer.status).toBe(200)
  return (await answer.text()).trim().split('\r\n')
}

it('gives the orders a clerk may read as a file, at the tenant’s clock whatever is asked', async () => {
  const answer = await clerk.fetch('/api/exports/orders?status=CLOSED&timeZone=UTC&language=zh-CN')
  expect(answer.headers.get('content-disposition')).toMatch(/filename="orders-[\d-]+\.csv"/)
  const [head, row, ...others] = await rowsOf(answer)
  expect(others).toEqual([])
  expect(head).toContain('单据号,单据类型,状态,日期')
  expect(row).toMatch(/^T-1,订单,已完成,2026-07-02 06:30:00,.*,'=tea,2,9\.9,0,19\.80,CNY,,$/)
})

it('narrows as the list does', async () => {
  expect(await rowsOf(await clerk.fetch('/api/exports/orders?from=2026-07-03'))).toHaveLength(1)
  expect(await rowsOf(await owner.fetch('/api/exports/stock'))).toHaveLength(21)
  expect(await rowsOf(await owner.fetch('/api/exports/stock?search=P1&language=en'))).toHaveLength(
    1 + (await countStock('P1')),
  )
  expect(await rowsOf(await owner.fetch('/api/exports/stock?search=nothing'))).toHaveLength(1)
  expect(await rowsOf(await owner.fetch('/api/exports/stock?lowOnly=true'))).toHaveLength(1)
})

async function countStock(search: string): Promise<number> {
  const { data } = await owner.ask('query ($search: String) { stockItems(search: $search) { totalCount } }', {
    search,
  })
  return data.stockItems.totalCount
}

it('gives movements with names and signed numbers', async () => {
  const [, row] = await rowsOf(await owner.fetch('/api/exports/movements'))
  expect(row).toMatch(/,Opening stock,P\d+,[^,]+,pcs,MAIN,Main warehouse,100,0,,,$/)
})

it('gives products with prices and their currency', async () => {
  const rows = await rowsOf(await owner.fetch('/api/exports/products?search=P1&kind=GOODS'))
  expect(rows[0]).toMatch(/Product code,Product name,Barcode/)
  expect(rows[1]).toMatch(/^P1,.*,pcs,Goods,yes,9\.9.*,CNY$/)
  expect(await rowsOf(await owner.fetch('/api/exports/products?kind=SERVICE'))).toHaveLength(2)
})

it('gives users, roles and what was changed about them, in the words of the list and safe from formulas', async () => {
  const users = await rowsOf(await owner.fetch('/api/exports/users?search=clerk&language=zh-CN'))
  expect(users[0]).toMatch(/姓名,用户名,角色,状态,最近登录$/)
  expect(users.slice(1)).toEqual([
    expect.stringMatching(/^'=Clerk,clerk,店员,正常,\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  ])
  const made = await owner.ask('mutation ($input: RoleInput!) { createRole(input: $input) { id } }', {
    input: { name: 'Packers', permissions: ['inventory.stock.read', 'sales.order.read'] },
  })
  expect(made.errors).toBeUndefined()
  const roles = await rowsOf(await owner.fetch('/api/exports/roles'))
  expect(roles[0]).toMatch(/Name of the role,Built in,May do$/)
  expect(roles).toContainEqual(
    expect.stringMatching(/^Packers,no,(See stock · See orders|See orders · See stock)$/),
  )
  expect(roles).toContainEqual(expect.stringMatching(/^Clerk,yes,/))
  const changes = await rowsOf(await owner.fetch('/api/exports/changes?action=role.create'))
  expect(changes.slice(1)).toEqual([expect.stringMatching(/,Owner,Made a role,Packers,.*See orders.*,/)])
  expect(await rowsOf(await owner.fetch('/api/exports/changes?action=role.remove'))).toHaveLength(1)
})

it('gives the imports there were, newest first', async () => {
  const [head, ...rows] = await rowsOf(await owner.fetch('/api/exports/imports?language=zh-CN'))
  expect(head).toMatch(
    /文件,时间,大小（字节）,状态,行数,新建单据,已识别单据,已替换单据,已跳过单据,有问题的行$/,
  )
  expect(rows).toEqual([])
  const body = 'Order No,Date,SKU,Qty,Unit price\nA1,2026-03-01,P1,1,2.00\n'
  const headers = { 'content-type': 'text/csv', 'x-file-name': '%3Dfirst.csv' }
  expect((await owner.fetch('/api/imports', { method: 'POST', headers, body })).status).toBe(201)
  const after = await rowsOf(await owner.fetch('/api/exports/imports'))
  expect(after.slice(1)).toEqual([
    expect.stringMatching(/^'=first\.csv,.*,Columns to choose,|^'=first\.csv,.*,Ready to start,/),
  ])
})

it('gives an Excel workbook where that is asked for', async () => {
  const answer = await owner.fetch('/api/exports/stock?format=xlsx')
  expect(answer.headers.get('content-type')).toContain('spreadsheetml')
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
})

it('refuses a list the user may not read, and a form there is not', async () => {
  for (const list of ['stock', 'users', 'roles', 'changes', 'imports'])
    expect((await clerk.fetch(`/api/exports/${list}`)).status, list).toBe(403)
  expect((await clerk.fetch('/api/exports/orders?format=pdf')).status).toBe(400)
  expect((await stack.visitor().fetch('/api/exports/orders')).status).toBe(401)
})

it('listens to no answer more often than Node takes for sound, however many parts of the gateway wait for its end', async () => {
  await rowsOf(await owner.fetch('/api/exports/products'))
  expect(stack.output()).not.toContain('MaxListenersExceededWarning')
})
