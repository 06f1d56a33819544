import { examine } from '../src/examine.ts'
import { PHONE } from '../src/fit.ts'
import { expect, logIn, openSession, test } from '../src/test.ts'

test('a click on an order is found by its number in the console: browser, gateway, services and SQL under one id', async ({
  page,
  browser,
  product,
  complaints,
}) => {
  test.setTimeout(120_000)
  await logIn(page, { tenant: 'demo', user: 'owner' })
  await page.goto('/sales/orders')
  const sales = page.locator('[data-app=sales]')
  const link = sales.getByRole('row').nth(1).getByRole('link').first()
  const number = (await link.textContent())?.trim() ?? ''
  // Clicks are seen once the shell has loaded what records them.
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/browser-traces')),
  )
  const answered = page.waitForResponse(
    async answer =>
      answer.url().endsWith('/graphql') && (await answer.text()).includes(`"number":"${number}"`),
  )
  await link.click()
  const id = (await (await answered).headerValue('x-portico-request')) ?? ''

  const context = await browser.newContext({ baseURL: product.url })
  const operator = await context.newPage()
  await openSession(operator, { tenant: 'platform', user: 'operator' }, product.url)
  await operator.goto('/console/traces')
  const console_ = operator.locator('[data-app=console]')
  await console_.getByLabel('Order number or id, import id').fill(number)
  await expect(async () => {
    await console_.getByRole('button', { name: 'Find' }).click()
    await console_.getByRole('button', { name: 'Load again' }).click()
    await expect(console_.locator(`a[href$="/traces/${id}"]`)).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
  await console_.locator(`a[href$="/traces/${id}"]`).click()
  const spans = console_.getByRole('list', { name: 'Waterfall' })
  await expect(async () => {
    await console_.getByRole('button', { name: 'Load again' }).click()
    for (const part of ['Browser', 'Gateway', 'sales', 'sales SQL'])
      await expect(spans.getByText(part, { exact: true }).first()).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
  await expect(console_.getByText(id)).toBeVisible()
  await expect(spans.getByRole('button').first()).toContainText(/Browser\s*click/)
  await spans.getByRole('button', { name: 'SELECT document' }).first().click()
  await expect(spans.getByText('portico.sql.fingerprint')).toBeVisible()
  await operator.setViewportSize(PHONE)
  await examine(operator, 'a trace')

  await operator.goto('/console/tenants/demo/report?hours=1')
  const byApp = console_.getByRole('region', { name: 'By app' })
  await expect(async () => {
    await console_.getByRole('button', { name: 'Load again' }).click()
    await expect(byApp.getByRole('link', { name: 'sales' })).toBeVisible({ timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
  await operator.goto('/console/service-map')
  await console_.getByRole('button', { name: /^sales/ }).click()
  await expect(console_.getByRole('row', { name: /Gateway.*sales.*stable/ })).toBeVisible()

  // What an operator has omitted for a tenant is said on its pages, until that has ended.
  await operator.goto('/console/interventions')
  await console_.getByRole('button', { name: 'Intervene' }).click()
  const dialog = operator.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Kind' }).press('Enter')
  for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await operator.keyboard.press(key)
  await dialog.getByRole('textbox', { name: 'Field' }).fill('Workbench.bestProduct')
  await dialog.getByRole('combobox', { name: 'Tenant' }).fill('demo')
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('reports are ill')
  await dialog.getByRole('button', { name: 'Intervene' }).click()
  await expect(dialog.getByText('Nearest: Workbench.bestProducts')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Field' }).fill('Workbench.bestProducts')
  await dialog.getByRole('button', { name: 'Intervene' }).click()
  await expect(console_.getByRole('row', { name: /Workbench.bestProducts.*omitted/ })).toBeVisible()
  await page.goto('/workbench')
  const card = page.locator('[data-contribution="catalog/best-products"]')
  await expect(card.getByText('Some details are left out for now')).toBeVisible()
  await console_.getByRole('button', { name: /^End: Workbench.bestProducts/ }).click()
  await operator.keyboard.type('mended')
  await operator.keyboard.press('Enter')
  await expect(console_.getByText('No intervention is in force')).toBeVisible()
  await card.getByRole('button', { name: 'Try again' }).click()
  await expect(card.getByText('Some details are left out for now')).toBeHidden()
  await context.close()
  expect(complaints).toEqual([])
})
