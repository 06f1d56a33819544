import type { Page } from '@playwright/test'
import { expect, test } from '../src/test.ts'

const app = (page: Page, name: string) => page.locator(`[data-app=${name}]`)

test.describe('tabs of the owner of the demo shop', () => {
  // With motion, as most merchants have it.
  test.use({ contextOptions: { reducedMotion: 'no-preference' } })
  test.beforeEach(({ login }) => login({ tenant: 'demo', user: 'owner' }))

  test('a half-typed order is still there after visiting Inventory and Workbench', async ({
    page,
    complaints,
  }) => {
    await page.goto('/sales/orders/new')
    await page.getByLabel('Note', { exact: true }).fill('two boxes, by Friday')
    await page.getByRole('link', { name: 'Stock', exact: true }).click()
    await expect(app(page, 'inventory').getByRole('heading', { level: 1 })).toBeVisible()
    await page.getByRole('link', { name: 'Workbench' }).click()
    await expect(app(page, 'workbench').getByRole('heading', { level: 1 })).toBeVisible()
    // What stands in the bar is seen whole.
    await expect(page.getByRole('link', { name: 'Write an order' })).toBeInViewport({ ratio: 1 })
    // A card of another app, and the tab of that app beside it.
    const card = page.locator('.app-host[data-app=workbench] [data-contribution="inventory/low-stock"]')
    await expect(card.getByRole('region', { name: 'Low stock' })).toBeVisible()
    await expect(card.getByRole('link', { name: 'All low stock' })).toBeVisible()
    await expect(page.locator('.app-host[data-app=inventory]')).toHaveCount(2)
    await expect(page.getByLabel('Note', { exact: true })).toBeHidden()
    await page.getByRole('tab', { name: /New order|Sales/ }).click()
    await expect(card).toBeHidden()
    await expect(page.getByLabel('Note', { exact: true })).toHaveValue('two boxes, by Friday')
    await expect(page).toHaveURL(/\/sales\/orders\/new$/)
    expect(complaints).toEqual([])
  })

  test('a tab with unsaved changes asks before it closes', async ({ page }) => {
    await page.goto('/sales/orders/new')
    await page.getByLabel('Note', { exact: true }).fill('do not lose me')
    await page.getByRole('tab', { name: /New order|Sales/ }).press('Delete')
    await page.getByRole('button', { name: 'Keep editing' }).click()
    await expect(page.getByLabel('Note', { exact: true })).toHaveValue('do not lose me')
    await page.getByRole('tab', { name: /New order|Sales/ }).press('Delete')
    await page.getByRole('button', { name: 'Discard and close' }).click()
    await expect(page.getByLabel('Note', { exact: true })).toHaveCount(0)
  })

  test('Back and Forward walk over apps, each showing what it showed', async ({ page }) => {
    await page.goto('/sales/orders')
    const firstOrder = app(page, 'sales').getByRole('table').getByRole('link').first()
    const number = (await firstOrder.textContent()) ?? ''
    await firstOrder.click()
    await expect(app(page, 'sales').getByRole('heading', { level: 1 })).toContainText(number)
    const orderUrl = page.url()
    await page.getByRole('link', { name: 'Stock', exact: true }).click()
    await expect(page).toHaveURL(/\/inventory\/stock/)
    await page.goBack()
    await expect(page).toHaveURL(orderUrl)
    await expect(app(page, 'sales').getByRole('heading', { level: 1 })).toContainText(number)
    await page.goBack()
    await expect(page).toHaveURL(/\/sales\/orders$/)
    await expect(app(page, 'sales').getByRole('heading', { level: 1 })).toHaveText('Orders')
    await page.goForward()
    await page.goForward()
    await expect(page).toHaveURL(/\/inventory\/stock/)
    await expect(app(page, 'inventory').getByRole('heading', { level: 1 })).toBeVisible()
  })

  test('a deep link opens the order, and a reload lands on it again', async ({ page }) => {
    await page.goto('/sales/orders')
    const href = await app(page, 'sales').getByRole('table').getByRole('link').first().getAttribute('href')
    expect(href).toMatch(/^\/sales\/orders\/[0-9a-f-]{36}$/)
    await page.goto(href as string)
    const heading = app(page, 'sales').getByRole('heading', { level: 1 })
    await expect(heading).toBeVisible()
    const title = (await heading.textContent()) ?? ''
    await page.reload()
    await expect(page).toHaveURL(new RegExp(`${href}$`))
    await expect(heading).toHaveText(title)
  })

  test('filters of the list are in the address', async ({ page }) => {
    await page.goto('/sales/orders')
    await app(page, 'sales').getByPlaceholder('Search number or reference').fill('D000012')
    await expect(page).toHaveURL(/D000012/)
    await expect(app(page, 'sales').getByText(/^1 document\b/)).toBeVisible()
    await page.reload()
    await expect(app(page, 'sales').getByPlaceholder('Search number or reference')).toHaveValue('D000012')
    await expect(app(page, 'sales').getByText(/^1 document\b/)).toBeVisible()
  })
})
