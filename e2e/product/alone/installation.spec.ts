import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import pg from 'pg'
import { Installation, operationOf } from '../../src/installation.ts'
import { createEmptyHome } from '../../src/product.ts'
import { createTenant } from '../../src/tenants.ts'
import { openSession } from '../../src/test.ts'

const PASSWORD = 'a password of the first operator'
const undo: (() => Promise<void>)[] = []
test.afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

test('what the chart renders, run as processes with its commands, settings, secrets and probes, serves from the image alone: pages, log-in, graph, work of workers, messages by the database and by NATS', async ({
  page,
}) => {
  test.setTimeout(600_000)
  const { home, remove } = await createEmptyHome()
  undo.push(remove)
  const installation = await Installation.prepare(home)
  undo.push(() => installation.close())
  await installation.keepUrls(await installation.job('migrate', '--print-urls'))
  expect(await installation.job('publish')).toMatch(/"added":\[.*"shell@/)
  await installation.start()

  page.setDefaultTimeout(30_000)
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(error.message))
  await becomeOperator(page, await installation.operatorLink())

  const url = installation.urlOf('gateway')
  const urls = { identity: installation.urlOf('identity') }
  await createTenant({ urls, secret: installation.secret }, 'shop')
  await openSession(page, { tenant: 'shop', user: 'owner' }, url)
  await importOrders(page, home, url)
  expect(complaints).toEqual([])

  const shop = new Shop(page, home, url)
  const jobs = new pg.Client({ connectionString: installation.databaseUrl })
  await jobs.connect()
  undo.push(() => jobs.end())
  await shop.stopCounting()
  const before = await countMessages(jobs)
  await shop.ship()
  expect(await countMessages(jobs)).toBeGreaterThan(before)
  await installation.restartWithNats('sales', 'worker')
  const withNats = await countMessages(jobs)
  await shop.ship()
  expect(await countMessages(jobs)).toBe(withNats)

  const codes = await installation.stop()
  expect(Object.keys(codes)).toHaveLength(9)
  expect([...new Set(Object.values(codes))]).toEqual([0])
})

/** By the pages: the link's, the log-in, and the console that asks for releases. */
async function becomeOperator(page: Page, printed: string): Promise<void> {
  const [link = ''] = /http:\S+\/welcome#\S+/.exec(printed) ?? []
  await page.goto(link)
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByLabel('The same once more').fill(PASSWORD)
  await page.getByRole('button', { name: 'Set password' }).click()
  await page.getByRole('link', { name: 'Go to log in' }).click()
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('tablist').waitFor()
}

/** A worker reads and writes them; the list is a page's query of the graph. */
async function importOrders(page: Page, home: string, url: string): Promise<void> {
  const lines = ['A1', 'A2', 'A3'].map(number => `${number},SKU-1,Cup,2,2025-12-01 08:26,1.25,,Germany`)
  const file = join(home, 'orders.csv')
  await writeFile(
    file,
    `InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n${lines.join('\n')}\n`,
  )
  await page.goto(`${url}/sales/import`)
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('button', { name: 'Check the file' }).click()
  await page.getByRole('button', { name: 'Import 3 rows' }).click()
  await expect(page.getByText('Import finished')).toBeVisible({ timeout: 60_000 })
  await page.goto(`${url}/sales/orders`)
  await expect(page.getByRole('row')).toHaveCount(4)
}

/** Its owner, by the operations that sales has published: a gateway in production runs no others. */
class Shop {
  readonly #page: Page
  readonly #home: string
  readonly #url: string
  #shipped = 0

  constructor(page: Page, home: string, url: string) {
    this.#page = page
    this.#home = home
    this.#url = url
  }

  /** What it has is not counted: no order waits for goods. */
  async stopCounting(): Promise<void> {
    const input = { isTracked: false, belowZero: 'ALLOW' }
    await this.#ask('InventorySetSettings', { input, version: 0 }, 'inventory')
  }

  /** An order leaves, and sales counts it by the message about it. */
  async ship(): Promise<void> {
    const { products } = await this.#ask<{ products: { nodes: { id: string }[] } }>('SalesProductChoices', {
      first: 1,
    })
    const input = { lines: [{ productId: products.nodes[0]?.id, quantity: '1', unitPrice: '2' }] }
    const { createOrder } = await this.#ask<{ createOrder: Order }>('SalesCreateOrder', {
      input,
      idempotencyKey: `order ${this.#shipped}`,
    })
    const { confirmOrder } = await this.#ask<{ confirmOrder: Order }>('SalesConfirmOrder', keyOf(createOrder))
    await this.#ask('SalesShipOrder', keyOf(confirmOrder))
    this.#shipped += 1
    const counted = async () =>
      (await this.#ask<{ workbench: { shippedToday: number } }>('SalesShipped', {})).workbench.shippedToday
    await expect.poll(counted, { timeout: 30_000 }).toBe(this.#shipped)
  }

  async #ask<T>(name: string, variables: object, app = 'sales'): Promise<T> {
    const query = await operationOf(this.#home, app, name)
    const answer = await this.#page.request.post(`${this.#url}/graphql`, {
      headers: { 'x-portico-csrf': '1' },
      data: { query, variables },
    })
    const { data, errors } = (await answer.json()) as { data: T; errors?: unknown }
    expect(errors, name).toBeUndefined()
    return data
  }
}

interface Order {
  id: string
  version: number
}

function keyOf({ id, version }: Order): Pick<Order, 'id' | 'version'> {
  return { id, version }
}

/** Those that were written as jobs of the database, ever. */
async function countMessages(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from bus.job where name like 'sales.order.shipped/%'`,
  )
  return rows[0]?.count ?? 0
}
