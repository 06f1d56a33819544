import { expect, openSession, test } from '../src/test.ts'

const GRAPH = { 'x-portico-csrf': '1' }

interface GraphAnswer {
  data: unknown
  errors?: { extensions: { code: string } }[]
}

test.describe('a clerk who may only see and write orders', () => {
  test.beforeEach(({ login }) => login({ tenant: 'demo', user: 'clerk' }))

  test('sees neither Inventory nor Workbench nor Import in the menu', async ({ page }) => {
    await page.goto('/')
    const menu = page.getByRole('navigation', { name: 'Main menu' })
    await expect(menu.getByRole('link', { name: 'Sales' })).toBeVisible()
    // The two beside it are the tests' own apps, which ask for no permission.
    await expect(menu.getByRole('link')).toHaveText(['Sales', 'Catalog', 'Broken', 'Rude'])
  })

  test('reads so at the address of a page that is not for clerks', async ({ page }) => {
    await page.goto('/inventory/stock')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/no such page|no access/)
    await expect(page.locator('[data-app=inventory]')).toHaveCount(0)
  })
})

test.describe('a clerk’s session without a page', () => {
  test.beforeEach(({ page }) => openSession(page, { tenant: 'demo', user: 'clerk' }))

  for (const field of [
    'warehouses { id }',
    'stockItems(first: 1) { totalCount }',
    'importJobs(first: 1) { nodes { id } }',
    'workbench { month }',
    'salesReport(from: "2026-01", to: "2026-02") { state }',
  ]) {
    test(`is refused ${field} by the graph with a code and no data`, async ({ page }) => {
      const answer = await page.request.post('/graphql', { headers: GRAPH, data: { query: `{ ${field} }` } })
      const { data, errors } = (await answer.json()) as GraphAnswer
      expect(data ?? null).toBeNull()
      expect(errors?.map(error => error.extensions.code)).toEqual(['FORBIDDEN'])
    })
  }

  test('may not upload an import', async ({ page }) => {
    const answer = await page.request.post('/api/imports', {
      headers: { ...GRAPH, 'content-type': 'text/csv', 'x-file-name': 'x.csv' },
      data: 'a,b\n1,2\n',
    })
    expect(answer.status()).toBe(403)
    expect(await answer.json()).toMatchObject({ error: { code: 'FORBIDDEN' } })
  })
})

test('one tenant cannot read an order of another by its id', async ({ page, playwright, product }) => {
  await openSession(page, { tenant: 'demo', user: 'owner' })
  const list = await page.request.post('/graphql', {
    headers: GRAPH,
    data: { query: '{ orders(first: 1) { nodes { id } } }' },
  })
  const { data } = (await list.json()) as { data: { orders: { nodes: { id: string }[] } } }
  const id = data.orders.nodes[0]?.id as string
  const stranger = await playwright.request.newContext({
    baseURL: product.url,
    extraHTTPHeaders: { ...GRAPH, baggage: 'portico.tenant=t_demo' },
  })
  await stranger.post('/api/session', { data: { tenant: 'empty', username: 'owner', password: 'portico' } })
  const answer = await stranger.post('/graphql', {
    data: { query: 'query ($id: ID!) { order(id: $id) { number } }', variables: { id } },
  })
  expect(((await answer.json()) as GraphAnswer).data).toEqual({ order: null })
  await stranger.dispose()
})

test('without the CSRF header and without a session nothing is answered', async ({ request }) => {
  const noHeader = await request.post('/graphql', { data: { query: '{ ok }' } })
  expect(noHeader.status()).toBe(403)
  const noSession = await request.post('/graphql', {
    headers: GRAPH,
    data: { query: '{ orders { totalCount } }' },
  })
  expect(noSession.status()).toBe(401)
})
