import { expect, type Page } from '@playwright/test'

/** What a merchant does in the pages, step by step. */

export interface NewProduct {
  code: string
  name: string
  barcode?: string
  price: string
}

export async function makeProduct(page: Page, { code, name, barcode = '', price }: NewProduct) {
  await page.getByLabel('Code', { exact: true }).fill(code)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Barcode', { exact: true }).fill(barcode)
  await page.getByLabel(/^List price/).fill(price)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** From a page of any app; the product is found by what is typed. Ends on the page of the saved order. */
export async function orderProduct(page: Page, search: string, quantity: string) {
  await page.goto('/sales/orders/new')
  const picker = page.getByRole('combobox', { name: 'Product, Line 1' })
  await picker.fill(search)
  await expect(page.locator('[data-app=sales]').getByRole('option')).toHaveCount(1)
  await picker.press('Enter')
  await page.getByLabel('Quantity, Line 1').fill(quantity)
  await page.getByRole('button', { name: 'Save and confirm' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Order SO-/ })).toBeVisible()
}

interface Books {
  stock: { onHand: string; reserved: string; available: string } | null
  /** Newest first: `ISSUE -4`. */
  movements: string[]
  /** Confirmed, shipped and closed documents of the list. */
  listed: { count: number; amount: string }
  /** The workbench's month. */
  month: string
}

const QUERY = `query ($id: ID!) {
  product(id: $id) { stock { onHand reserved available } }
  stockMovements(first: 20, productId: $id) { nodes { kind onHandDelta } }
  orders(first: 1, filter: { status: [CONFIRMED, SHIPPED, CLOSED] }) { totalCount totalAmount { amount } }
  workbench { thisMonth { total { amount } } }
}`

interface BooksAnswer {
  data: {
    product: { stock: Books['stock'] }
    stockMovements: { nodes: { kind: string; onHandDelta: string }[] }
    orders: { totalCount: number; totalAmount: { amount: string } }
    workbench: { thisMonth: { total: { amount: string } } }
  }
}

/** What stock, ledger, list and workbench say of the same goods. */
export async function readBooks(page: Page, productId: string): Promise<Books> {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-portico-csrf': '1' },
    data: { query: QUERY, variables: { id: productId } },
  })
  const { data } = (await answer.json()) as BooksAnswer
  return {
    stock: data.product.stock,
    movements: data.stockMovements.nodes.map(({ kind, onHandDelta }) => `${kind} ${onHandDelta}`),
    listed: { count: data.orders.totalCount, amount: data.orders.totalAmount.amount },
    month: data.workbench.thisMonth.total.amount,
  }
}
