import { expect, type Page, test } from '@playwright/test'
import { freePort } from '../../src/free-port.ts'
import { Load } from '../../src/load.ts'
import { Merchant } from '../../src/merchant.ts'
import { countOrders, writeOrders } from '../../src/orders.ts'
import { createHome, type RunningProduct, startProduct, WITH_SALES_GRAY } from '../../src/product.ts'
import { Portico } from '../../src/release.ts'

let product: RunningProduct
/** The same gateway by another name: another origin, which serves artifacts and nothing else. */
let assets: string
let portico: Portico
let version: string
let removeHome: () => Promise<void>

test.beforeAll(async () => {
  test.setTimeout(300_000)
  const { home, remove } = await createHome()
  removeHome = remove
  const port = await freePort()
  assets = `http://localhost:${port}`
  product = await startProduct(home, {
    ...WITH_SALES_GRAY,
    LOG_LEVEL: 'info',
    PORT: port,
    PORTICO_ASSET_ORIGIN: assets,
  })
  portico = await Portico.open(product)
  version = await portico.graySales()
  // The second tenant begins with nothing, and a list of nothing has no columns.
  await portico.importOrders(home, 'empty')
})
// The guard may have ended a release on a machine that is too busy; its reason must not be guessed.
test.afterEach(async ({ browserName: _ }, info) => {
  if (info.status === info.expectedStatus) return
  console.error(JSON.stringify((await portico.run<unknown[]>('history', 'sales')).slice(0, 3), null, 2))
})
test.afterAll(async () => {
  await product?.stop()
  await removeHome?.()
})

test('a release reaches its tenant, then all tenants, and is revoked, under load and without losing a half-filled order', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const load = new Load(product.url)
  await load.start(['demo', 'empty'])
  const a = await Merchant.open(browser, product.url, 'demo')
  const b = await Merchant.open(browser, product.url, 'empty')
  const typing = await a.openTab('/sales/orders/new')
  const note = typing.page.getByLabel('Note', { exact: true })
  await note.fill('two boxes, by Friday')
  await a.expectStable()

  await portico.startSales(version, '--tenants', 't_demo', '--reason', 'journey')
  await a.expectGray()
  await expect(a.page.getByRole('heading', { name: 'What is new' })).toBeVisible()
  await expect(a.page.getByText('See how long orders wait.')).toBeVisible()
  await b.expectStable()
  await expect(note).toHaveValue('two boxes, by Friday')
  expect(product.output()).toMatch(/\[sales-gray\] .*"tenant":"t_demo".*GET \/orders/)
  expect(product.output()).not.toMatch(/\[sales-gray\] .*"tenant":"t_empty"/)

  await portico.run('release', 'promote', 'sales', '--force', '--reason', 'journey')
  await b.expectGray()
  await a.expectGray()
  await expect(note).toHaveValue('two boxes, by Friday')

  await portico.run('release', 'rollback', 'sales', '--reason', 'journey')
  await a.expectStable()
  await b.expectStable()
  await expect(note).toHaveValue('two boxes, by Friday')
  await typing.page.getByRole('link', { name: 'Workbench' }).click()
  await typing.page.getByRole('tab', { name: /New order|Sales/ }).click()
  await expect(note).toHaveValue('two boxes, by Friday')

  await load.stop()
  expect(load.failures).toEqual([])
  expect(load.calls).toBeGreaterThan(200)
  expect([...load.routes.keys()].some(route => route.startsWith('demo sales=gray@1.5.0'))).toBe(true)
})

test('a release that is aborted while its tenant writes loses no write, doubles none, and moves the tenant', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  // Another browser of the same user, whose page is not on the release.
  const writer = await Merchant.open(browser, product.url, 'demo')
  await portico.startSales(version, '--tenants', 't_demo')
  const a = await Merchant.open(browser, product.url, 'demo')
  await a.expectGray()
  const idle = await a.openTab('/sales/orders')
  const token = await a.page.evaluate(() => {
    const text = document.getElementById('portico-page')?.textContent ?? '{}'
    return (JSON.parse(text) as { snapshot: { token: string } }).snapshot.token
  })
  const mark = `abort ${Date.now()}`
  // The tab that has the line to the gateway goes; the one that is left takes it over.
  await a.page.close()
  let byGray = 0
  writer.page.on('response', response => {
    if (response.headers()['x-portico-route']?.startsWith('sales=gray')) byGray += 1
  })
  const writing = writeOrders(writer.page, token, mark)
  await expect.poll(() => byGray).toBeGreaterThan(5)
  await portico.run('release', 'abort', 'sales', '--reason', 'journey')
  const answers = await writing
  expect(answers.filter(({ id }) => id === null)).toEqual([])
  expect(new Set(answers.map(({ id }) => id)).size).toBe(answers.length)
  const routes = answers.map(({ route }) => (route?.startsWith('sales=gray') ? 'gray' : 'stable'))
  expect([routes[0], routes.at(-1)]).toEqual(['gray', 'stable'])
  expect(await countOrders(writer.page, mark)).toBe(answers.length)

  // It received the revocation without a call or a navigation of its own: it says so and moves, for nothing in it is unsaved.
  await expect(idle.page.getByRole('heading', { name: 'The preview was revoked' })).toBeVisible({
    timeout: 10_000,
  })
  await idle.expectStable()
})

test('the shell is released as an app is: by tenant, and back', async ({ browser }) => {
  test.setTimeout(180_000)
  const shellOf = ({ page }: Merchant) =>
    page.locator('head script[type=module][src]').first().getAttribute('src')
  const next = '2.0.0'
  await portico.run('publish', 'shell', '--build', '--version', next)
  const a = await Merchant.open(browser, product.url, 'demo')
  const b = await Merchant.open(browser, product.url, 'empty')
  expect(await shellOf(a)).not.toContain(next)

  // What a page is made of is no app: named as one it is refused, and every page stands.
  const [react] = await portico.run<{ version: string }[]>('artifacts', 'react')
  await expect(
    portico.run('release', 'start', `react@${react?.version}`, '--percent', '100'),
  ).rejects.toThrow(/ARTIFACT_KIND/)
  await a.lookAtOrders()

  await portico.run('release', 'start', `shell@${next}`, '--tenants', 't_demo')
  await expect(async () => {
    await a.lookAtOrders()
    expect(await shellOf(a)).toContain(`/a/shell/${next}/`)
  }).toPass({ timeout: 60_000 })
  await expectNoDocuments(a.page, String(await shellOf(a)))
  await b.lookAtOrders()
  await b.page.reload()
  expect(await shellOf(b)).not.toContain(next)
  await a.lookAtOrders()

  await portico.run('release', 'rollback', 'shell')
  await expect(async () => {
    await a.lookAtOrders()
    expect(await shellOf(a)).not.toContain(next)
  }).toPass({ timeout: 60_000 })
})

/** What the page runs as a script comes from the assets' origin; opened by itself, nothing there is shown or run. */
async function expectNoDocuments(page: Page, script: string): Promise<void> {
  expect(script.startsWith(`${assets}/a/`)).toBe(true)
  const image = `${assets}${new URL('../favicon.svg', script).pathname}`
  const tab = await page.context().newPage()
  for (const address of [script, image]) {
    await expect(tab.goto(address)).rejects.toThrow(/Download is starting/)
  }
  expect((await tab.goto(`${assets}/sales`))?.status()).toBe(404)
  expect((await tab.goto(product.url + new URL(script).pathname))?.status()).toBe(404)
  await tab.close()
}
