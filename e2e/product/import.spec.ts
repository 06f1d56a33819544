import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import Big from 'big.js'
import { parse } from 'csv-parse/sync'
import { createHome, type RunningProduct, startProduct } from '../src/product.ts'
import { expectSound } from '../src/sound.ts'
import { expect, openSession, test } from '../src/test.ts'

const FILE = resolve(import.meta.dirname, '../../../shared/data/online-retail.csv')
const LINES = 10_000
const IMPORT_MS = 60_000

interface Row {
  InvoiceNo: string
  Quantity: string
  UnitPrice: string
}

/** Computed from the file itself, in decimal arithmetic. */
function readFacts(): { documents: number; sum: string } {
  const rows = parse<Row>(readFileSync(FILE, 'utf8'), { columns: true })
  expect(rows).toHaveLength(LINES)
  const sum = rows.reduce((total, row) => total.plus(new Big(row.Quantity).times(row.UnitPrice)), new Big(0))
  return { documents: new Set(rows.map(row => row.InvoiceNo)).size, sum: sum.toFixed(2) }
}

async function uploadAndStart(page: Page, origin: string) {
  await page.goto(`${origin}/sales/import`)
  await page.locator('input[type=file]').setInputFiles(FILE)
  await page.getByRole('button', { name: 'Check the file' }).click()
  await expect(page.getByText('Every row can be imported.')).toBeVisible({ timeout: IMPORT_MS })
  await page.getByRole('button', { name: 'Import 10,000 rows' }).click()
}

function tile(page: Page, label: string) {
  return page.locator('dl > div').filter({ hasText: label }).locator('dd')
}

/** As the graph sums them, over all pages of the list. */
async function readTotals(page: Page, origin: string): Promise<{ totalCount: number; amount: string }> {
  const answer = await page.request.post(`${origin}/graphql`, {
    headers: { 'x-portico-csrf': '1' },
    data: { query: '{ orders(first: 1) { totalCount totalAmount { amount } } }' },
  })
  const { data } = (await answer.json()) as {
    data: { orders: { totalCount: number; totalAmount: { amount: string } } }
  }
  return { totalCount: data.orders.totalCount, amount: new Big(data.orders.totalAmount.amount).toFixed(2) }
}

async function percentDone(page: Page): Promise<number> {
  return Number(await page.getByRole('progressbar').getAttribute('aria-valuenow'))
}

async function expectAllImported(page: Page, origin: string) {
  const { documents, sum } = readFacts()
  expect(documents).toBe(512)
  expect(await readTotals(page, origin)).toEqual({ totalCount: documents, amount: sum })
}

test.describe('importing the real orders of a British wholesaler', () => {
  test.skip(!existsSync(FILE), `${FILE} is missing: the import of real orders is not tested here`)
  test.describe.configure({ timeout: 240_000 })

  test('all 10,000 lines become 512 documents whose sum agrees, and a second import creates nothing', async ({
    page,
    login,
    product,
  }) => {
    await login({ tenant: 'empty', user: 'owner' })
    await uploadAndStart(page, product.url)
    await expect(page.getByRole('progressbar')).toBeVisible()
    await page.reload()
    await expect(page.getByText('Import finished')).toBeVisible({ timeout: IMPORT_MS })
    await expect(tile(page, 'Documents created')).toHaveText('512')
    await expectSound(page, 'an import that is done')
    await expectAllImported(page, product.url)

    await uploadAndStart(page, product.url)
    await expect(page.getByText('Import finished')).toBeVisible({ timeout: IMPORT_MS })
    await expect(tile(page, 'Documents created')).toHaveText('0')
    await expect(tile(page, 'Already here')).toHaveText('512')
    await expectAllImported(page, product.url)
  })

  test('the workbench shows December 2010 when asked for it', async ({ page, login }) => {
    await login({ tenant: 'empty', user: 'owner' })
    await page.goto('/workbench?month=2010-12')
    await expect(page.locator('[data-app=workbench]').getByText('December 2010').first()).toBeVisible()
    const { sum } = readFacts()
    const shown = new Intl.NumberFormat('en', { style: 'currency', currency: 'GBP' }).format(Number(sum))
    await expect(page.locator('.app-host[data-app=workbench]')).toContainText(shown)
  })
})

test.describe('a power cut during the import', () => {
  test.skip(!existsSync(FILE), `${FILE} is missing: the crash of an import is not tested here`)
  test.describe.configure({ timeout: 240_000 })

  test('the job goes on after the next start, and the sum still agrees', async ({ page }) => {
    const { home, remove } = await createHome()
    let product: RunningProduct = await startProduct(home)
    try {
      await openSession(page, { tenant: 'empty', user: 'owner' }, product.url)
      await uploadAndStart(page, product.url)
      await expect.poll(() => percentDone(page), { timeout: IMPORT_MS, intervals: [20] }).toBeGreaterThan(0)
      await product.kill()
      product = await startProduct(home)
      // On another port, but the same host: the session outlives the cut as well.
      await page.goto(`${product.url}/sales/import`)
      await expect(page.getByText(/512 created/)).toBeVisible({ timeout: IMPORT_MS })
      await expectAllImported(page, product.url)
    } finally {
      await product.stop()
      await remove()
    }
  })
})
