import type { Page } from '@playwright/test'
import { expect, test } from '../src/test.ts'

const app = (page: Page, name: string) => page.locator(`[data-app=${name}]`)

test('what could not be loaded offline, an app or a list, is there once the browser is back; what was typed stays', async ({
  page,
  context,
  login,
}) => {
  await login({ tenant: 'demo', user: 'owner' })
  await page.goto('/sales/orders/new')
  await page.getByLabel('Note', { exact: true }).fill('two boxes, by Friday')
  await context.setOffline(true)
  await page.getByRole('link', { name: 'Stock', exact: true }).click()
  await expect(page.getByRole('alert').getByRole('heading')).toHaveText(/could not be/)
  await context.setOffline(false)
  await expect(app(page, 'inventory').getByRole('table')).toBeVisible()

  await context.setOffline(true)
  await page.getByRole('link', { name: 'Movements', exact: true }).click()
  await expect(app(page, 'inventory').getByRole('alert')).toContainText('NETWORK')
  await page.getByRole('tab', { name: 'New order' }).click()
  await context.setOffline(false)
  await expect(page.getByLabel('Note', { exact: true })).toHaveValue('two boxes, by Friday')
  await page.getByRole('tab', { name: /Stock/ }).click()
  await expect(app(page, 'inventory').getByRole('table')).toBeVisible()
})

test('a made-up cursor, an unknown filter and an order that is not there lead to the list', async ({
  page,
  login,
}) => {
  await login({ tenant: 'demo', user: 'owner' })
  const list = app(page, 'sales').getByRole('table')
  for (const bad of ['after=zzz', 'customer=zzz', 'status=zzz&sort=zzz&from=zzz&size=zzz']) {
    await page.goto(`/sales/orders?${bad}`)
    await expect(list).toBeVisible()
    await expect(page).toHaveURL(/\/sales\/orders$/)
  }
  for (const bad of ['after=zzz', 'warehouse=zzz', 'product=zzz']) {
    await page.goto(`/inventory/movements?${bad}`)
    await expect(page).toHaveURL(/\/inventory\/movements$/)
    await expect(app(page, 'inventory').getByRole('table')).toBeVisible()
  }
  await page.goto('/sales/orders/zzz')
  await expect(page.getByRole('button', { name: 'Try again' })).toBeHidden()
  await page.getByRole('link', { name: 'All orders' }).click()
  await expect(list).toBeVisible()
})
