import { resolve } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { type DevServer, startOffline } from '@portico/vite-preset/dev'

const SALES = resolve(import.meta.dirname, '../../apps/sales')

let server: DevServer
test.beforeAll(async () => {
  test.setTimeout(180_000)
  server = await startOffline({ root: SALES, say: () => {} })
})
test.afterAll(() => server.close())

/** The first look at an app of this size waits until Vite has bundled what it uses. */
async function openCold(page: Page, url: string): Promise<void> {
  await page.goto(url, { timeout: 150_000 })
  await expect(page.getByRole('table')).toBeVisible({ timeout: 150_000 })
}

test('sales shows its list, an order and a conflict from recordings, with no other server', async ({
  page,
}) => {
  test.setTimeout(180_000)
  const asked: string[] = []
  const complaints: string[] = []
  page.on('request', request => asked.push(request.url()))
  page.on('pageerror', error => complaints.push(error.message))
  await openCold(page, `${server.origin}/sales/orders`)
  await expect(page.getByRole('row')).toHaveCount(21)
  await page
    .getByRole('row', { name: /Confirmed/ })
    .first()
    .getByRole('link')
    .click()
  await expect(page.getByRole('heading', { name: /^Order SO-/ })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Quantity' })).toBeVisible()
  await page.getByRole('button', { name: 'Ship', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Ship' }).click()
  await expect(page.locator('.sales-notice')).toContainText('Someone else changed this order')
  // What was not recorded is an error that says so, and no page without an end.
  await page.goBack()
  await page.getByRole('row', { name: /Draft/ }).first().getByRole('link').click()
  await expect(page.getByText('NO_MOCK')).toBeVisible()
  expect(complaints).toEqual([])
  expect(asked.filter(url => !url.startsWith(server.origin) && !url.startsWith('data:'))).toEqual([])
})
