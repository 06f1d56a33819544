import type { Page, Route } from '@playwright/test'
import { createHome, startProduct } from '../src/product.ts'
import { expect, logIn, openSession, test } from '../src/test.ts'

const sales = (page: Page) => page.locator('[data-app=sales]')
const save = (page: Page) => sales(page).getByRole('button', { name: /Save draft/ })
const note = (page: Page) => sales(page).getByLabel('Note', { exact: true })

async function typeOrder(page: Page, mark: string) {
  await page.goto('/sales/orders/new')
  await fillOrder(page, mark)
}

/** Until the line has its product: what is saved before is refused. */
async function fillOrder(page: Page, mark: string) {
  await note(page).fill(mark)
  await sales(page).getByRole('combobox', { name: 'Product, Line 1' }).click()
  await page.locator('.ant-select-item-option').first().click()
  await expect(sales(page).getByLabel('Quantity, Line 1')).toHaveValue('1')
}

/** The next call that makes an order: `carryOut` lets the server do it and keeps the answer back. */
async function holdSaving(page: Page) {
  const met = Promise.withResolvers<Route>()
  await page.route('**/graphql', route => {
    if (!route.request().postData()?.includes('SalesCreateOrder')) return route.continue()
    met.resolve(route)
  })
  const letThrough = () => page.unroute('**/graphql')
  return { met: met.promise, letThrough }
}

async function expectOrderPage(page: Page) {
  await expect(page).toHaveURL(/\/sales\/orders\/[0-9a-f-]{36}$/)
}

/** By its note, whatever became of it. */
async function countOrders(page: Page, mark: string): Promise<number> {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-portico-csrf': '1' },
    data: {
      query: 'query ($filter: OrderFilter) { orders(filter: $filter) { totalCount } }',
      variables: { filter: { search: mark } },
    },
  })
  const { data } = (await answer.json()) as { data: { orders: { totalCount: number } } }
  return data.orders.totalCount
}

async function expectOneOrderAndABlankForm(page: Page, mark: string) {
  expect(await countOrders(page, mark)).toBe(1)
  await page.goto('/sales/orders/new')
  await expect(note(page)).toHaveValue('')
  await expect(sales(page).getByText('Your unsaved order was kept.')).toHaveCount(0)
  await page.reload()
  await expect(note(page)).toHaveValue('')
  expect(await countOrders(page, mark)).toBe(1)
}

test.describe('an order saved nine ways is one order each time', () => {
  test.beforeEach(({ login }) => login({ tenant: 'demo', user: 'owner' }))

  test('saved', async ({ page }) => {
    await typeOrder(page, 'way 1 saved')
    await save(page).click()
    await expectOrderPage(page)
    await expectOneOrderAndABlankForm(page, 'way 1 saved')
  })

  test('confirmed', async ({ page }) => {
    await typeOrder(page, 'way 2 confirmed')
    await page.keyboard.press('Control+Enter')
    await expectOrderPage(page)
    await sales(page).getByRole('link', { name: 'All orders' }).click()
    await sales(page).getByRole('button', { name: 'New order' }).click()
    await expect(note(page)).toHaveValue('')
    await expectOneOrderAndABlankForm(page, 'way 2 confirmed')
  })

  test('on a slow network, pressed again while nothing comes', async ({ page }) => {
    await typeOrder(page, 'way 3 slow')
    const { met, letThrough } = await holdSaving(page)
    await save(page).click()
    const route = await met
    await page.keyboard.press('Control+s')
    await page.keyboard.press('Control+Enter')
    await route.continue()
    await expectOrderPage(page)
    await letThrough()
    await expectOneOrderAndABlankForm(page, 'way 3 slow')
  })

  test('with a double click', async ({ page }) => {
    await typeOrder(page, 'way 4 twice')
    await save(page).dblclick()
    await expectOrderPage(page)
    await expectOneOrderAndABlankForm(page, 'way 4 twice')
  })

  test('left with Back while it is saved', async ({ page }) => {
    await page.goto('/sales/orders')
    await sales(page).getByRole('button', { name: 'New order' }).click()
    await fillOrder(page, 'way 5 back')
    const { met, letThrough } = await holdSaving(page)
    await save(page).click()
    const route = await met
    await page.goBack()
    await expect(page).toHaveURL(/\/sales\/orders$/)
    await route.continue()
    await expect(page.getByText('Draft saved.')).toBeVisible()
    await letThrough()
    await expectOneOrderAndABlankForm(page, 'way 5 back')
  })

  test('reloaded after the server has it and before the page knows', async ({ page }) => {
    await typeOrder(page, 'way 6 reload')
    const { met, letThrough } = await holdSaving(page)
    await save(page).click()
    await (await met).fetch()
    page.on('dialog', dialog => void dialog.accept())
    await page.reload()
    // Only now: what is held goes on then, and the page that was left could still have had its answer.
    await letThrough()
    await expect(sales(page).getByText(/^Your order was saved as SO-/)).toBeVisible()
    await expectOneOrderAndABlankForm(page, 'way 6 reload')
  })

  test('in two tabs that show the same draft', async ({ page }) => {
    await typeOrder(page, 'way 7 tabs')
    const [twin] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(() => void window.open(window.location.href)),
    ])
    await expect(note(twin)).toHaveValue('way 7 tabs')
    await save(page).click()
    await expectOrderPage(page)
    await save(twin).click()
    await expect(twin).toHaveURL(page.url())
    await expectOneOrderAndABlankForm(twin, 'way 7 tabs')
  })

  test('with a session that ended in between', async ({ page, baseURL }) => {
    // Its stream would notify the page before the button is reached: here it is the save that finds out.
    await page.route('**/api/live**', route => route.abort())
    await typeOrder(page, 'way 8 session')
    await page.request.delete('/api/session', { headers: { 'x-portico-csrf': '1' } })
    await save(page).click()
    const dialog = page.getByRole('dialog', { name: 'Please log in again' })
    await dialog.getByLabel('Password', { exact: true }).fill('portico')
    await dialog.getByRole('button', { name: 'Log in' }).click()
    await expectOrderPage(page)
    expect(new URL(page.url()).origin).toBe(baseURL)
    await expectOneOrderAndABlankForm(page, 'way 8 session')
  })

  test('offline, and again when the connection is back', async ({ page, context }) => {
    await typeOrder(page, 'way 9 offline')
    await context.setOffline(true)
    await save(page).click()
    await expect(sales(page).getByText('The order was not saved')).toBeVisible()
    await context.setOffline(false)
    await save(page).click()
    await expectOrderPage(page)
    await expectOneOrderAndABlankForm(page, 'way 9 offline')
  })
})

test('an order is one order with the gateway killed after the server has it and before the page knows', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const { home, remove } = await createHome()
  let product = await startProduct(home)
  try {
    const context = await browser.newContext({ baseURL: product.url })
    const page = await context.newPage()
    await openSession(page, { tenant: 'demo', user: 'owner' }, product.url)
    await typeOrder(page, 'way 10 killed')
    const { met, letThrough } = await holdSaving(page)
    await save(page).click()
    const route = await met
    await route.fetch()
    await product.kill()
    await route.abort('connectionreset')
    await letThrough()
    await expect(sales(page).getByText('The order was not saved')).toBeVisible()
    product = await startProduct(home, { PORT: new URL(product.url).port })
    await note(page).fill('way 10 killed, and typed on')
    await save(page).click()
    await expectOrderPage(page)
    // The list of changes below has it too.
    const noted = sales(page).getByRole('definition').filter({ hasText: 'way 10 killed, and typed on' })
    await expect(noted).toBeVisible()
    await expectOneOrderAndABlankForm(page, 'way 10 killed')
    await context.close()
  } finally {
    await product.stop()
    await remove()
  }
})

test('who logs out in one tab leaves every other, and the next person sees nothing of it', async ({
  page,
  login,
}) => {
  await login({ tenant: 'demo', user: 'owner' })
  await page.goto('/sales/orders')
  await expect(sales(page).getByRole('table')).toBeVisible()
  const other = await page.context().newPage()
  await other.goto('/sales/orders/new')
  await note(other).fill('for my eyes only')
  await page.getByRole('button', { name: /^Account: / }).click()
  await page.getByRole('button', { name: 'Log out' }).click()
  await expect(other.getByRole('button', { name: 'Log in' })).toBeVisible()
  await expect(other.getByText('for my eyes only')).toHaveCount(0)
  await logIn(page, { tenant: 'demo', user: 'clerk' })
  await expect(other.getByRole('tablist')).toBeVisible()
  await other.goto('/sales/orders/new')
  await expect(note(other)).toHaveValue('')
})
