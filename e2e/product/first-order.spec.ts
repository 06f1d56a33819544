import type { Page } from '@playwright/test'
import { makeProduct, orderProduct, readBooks } from '../src/shop-steps.ts'
import { createTenant } from '../src/tenants.ts'
import { expect, test } from '../src/test.ts'

/** A tenant of its own: other journeys fill `empty` in the same product. */
const SHOP = 'first-order'
const MUG = { code: 'MUG-01', name: 'Blue mug', barcode: '4006381333931', price: '12.50' }
const app = (page: Page, name: string) => page.locator(`[data-app=${name}]`)

/** The step of the workbench's guide that is next; null once the guide is hidden. */
async function nextStep(page: Page): Promise<string | null> {
  await page.goto('/workbench')
  await expect(page.getByRole('heading', { name: 'Low stock' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  const step = page.locator('[aria-current=step] h3')
  return (await step.count()) === 0 ? null : ((await step.textContent()) ?? '').trim()
}

test.describe.configure({ mode: 'serial', timeout: 240_000 })

test('an empty shop comes to its first shipped order and its credit note in the pages alone, and its books agree', async ({
  page,
  login,
  product,
  complaints,
}) => {
  await createTenant(product, SHOP)
  await login({ tenant: SHOP, user: 'owner' })

  expect(await nextStep(page)).toBe('The first product')
  await expect(page.getByText('No stock has been entered yet.')).toBeVisible()
  await expect(page.getByText('Everything is above its low-stock level')).toBeHidden()
  await page.getByRole('button', { name: 'New product' }).click()
  await makeProduct(page, MUG)
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await expect(app(page, 'catalog').getByText('¥12.50')).toBeVisible()

  await page.goto('/catalog/products/new')
  await page.getByLabel('Code', { exact: true }).fill('MUG-02')
  await page.getByLabel('Name', { exact: true }).fill('Red mug')
  await page.getByLabel('Barcode', { exact: true }).fill(MUG.barcode)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The product MUG-01 has this barcode.')).toBeVisible()
  await page.getByLabel('Barcode', { exact: true }).fill('')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Red mug' })).toBeVisible()

  expect(await nextStep(page)).toBe('Opening stock')
  await page.getByRole('button', { name: 'Enter opening stock' }).click()
  await page.getByLabel('Opening stock of Blue mug', { exact: true }).fill('10.5')
  await page.getByLabel('Opening stock of Blue mug', { exact: true }).press('Enter')
  await expect(page.getByLabel('Opening stock of Blue mug', { exact: true })).toBeHidden()
  await expect(page.getByLabel('Opening stock of Red mug', { exact: true })).toBeVisible()

  expect(await nextStep(page)).toBe('The first order')
  // What sales contributes to the top bar leads there from the page of any app.
  await page.getByRole('link', { name: 'Write an order' }).click()
  await expect(page.getByRole('combobox', { name: 'Product, Line 1' })).toBeVisible()
  await orderProduct(page, MUG.barcode, '4')
  // What inventory contributes to the page of an order follows what is done to it.
  await expect(page.getByText('needs 4 pcs')).toBeVisible()
  await expect(page.getByText('6.5 available, 10.5 on hand')).toBeVisible()
  await app(page, 'sales').getByRole('button', { name: 'Ship', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Ship order' }).click()
  await expect(app(page, 'sales').getByRole('button', { name: 'Close', exact: true })).toBeVisible()
  await expect(page.getByText('This order takes nothing from stock.')).toBeVisible()
  const order = page.url()

  expect(await nextStep(page)).toBeNull()
  await expect(app(page, 'workbench').getByText('¥50.00').first()).toBeVisible()
  await expect
    .poll(() => readBooks(page, id))
    .toEqual({
      stock: { onHand: '6.5', reserved: '0', available: '6.5' },
      movements: ['ISSUE -4', 'RESERVE 0', 'OPENING 10.5'],
      listed: { count: 1, amount: '50.00' },
      month: '50.00',
    })

  await page.goto(order)
  await app(page, 'sales').getByRole('button', { name: 'Credit note', exact: true }).click()
  await page.getByLabel('Quantity to credit, Blue mug').fill('1.5')
  await expect(page.getByLabel('The goods come back to stock')).toBeChecked()
  await page.getByRole('button', { name: 'Create credit note' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Credit note/ })).toBeVisible()
  await expect
    .poll(() => readBooks(page, id))
    .toEqual({
      stock: { onHand: '8', reserved: '0', available: '8' },
      movements: ['RECEIPT 1.5', 'ISSUE -4', 'RESERVE 0', 'OPENING 10.5'],
      listed: { count: 2, amount: '31.25' },
      month: '31.25',
    })
  expect(complaints).toEqual([])
})

test('a shop that lets people decide sells below zero once one has said so', async ({ page, login }) => {
  await login({ tenant: SHOP, user: 'owner' })
  await page.goto('/inventory/settings')
  await page.getByLabel(/^Warn/).check()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The stock settings were saved')).toBeVisible()
  await orderProduct(page, MUG.code, '9.5')
  const notice = app(page, 'sales').getByRole('alert')
  await expect(notice).toContainText('This order takes stock below zero')
  await notice.getByRole('button', { name: 'Confirm all the same' }).click()
  await expect(app(page, 'sales').getByRole('button', { name: 'Ship', exact: true })).toBeVisible()
  await page.goto('/inventory/stock')
  const row = page.getByRole('row', { name: /Blue mug/ })
  await expect(row).toContainText('Below zero')
  await expect(row).toContainText('-1.5')
})

test('a delivery comes by file: looked at row by row, booked once', async ({ page, login }) => {
  await login({ tenant: SHOP, user: 'owner' })
  const buffer = Buffer.from('条码,数量\n4006381333931,2.5\nMUG-02,7\nNOPE,1\n')
  const check = async () => {
    await page.goto('/inventory/upload')
    await page.getByText('Received', { exact: true }).click()
    await page.getByLabel('CSV file').setInputFiles({ name: 'delivery.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: 'Check the file' }).click()
  }
  await check()
  await expect(page.getByRole('row', { name: /NOPE/ })).toContainText('No product has this code or barcode')
  await expect(page.getByRole('button', { name: 'Book rows: 2' })).toBeDisabled()
  await page.getByText(/Leave out the rows/).click()
  await page.getByRole('button', { name: 'Book rows: 2' }).click()
  await page.getByRole('link', { name: 'Go to stock' }).click()
  await expect(page.getByRole('row', { name: /Red mug/ })).toContainText('7')
  await expect(
    page
      .getByRole('row', { name: /Blue mug/ })
      .getByRole('cell')
      .nth(4),
  ).toHaveText('1')
  await check()
  await expect(page.getByText(/The same file was booked on/)).toBeVisible()
  await page.getByText(/Leave out the rows/).click()
  await expect(page.getByRole('button', { name: 'Book rows: 2' })).toBeDisabled()
})
