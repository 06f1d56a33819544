import { expect, type Page, type Route, test } from '@playwright/test'
import type { Incident, Page as ListPage, Release } from '@portico/release'
import { publishSpoiled } from '../src/broken-builds.ts'
import { Load } from '../src/load.ts'
import { Operator } from '../src/operator.ts'
import { createHome, type RunningProduct, startProduct } from '../src/product.ts'
import { Portico } from '../src/release.ts'
import { createTenants } from '../src/tenants.ts'
import { logIn } from '../src/test.ts'

/** Tenants that are well, each of whom opens a page or asks for orders every few seconds. */
const healthyTenants = 99
const healthyPauseMs = 3_000
/** Loads it takes before the guardrail judges. */
const minSamples = 3

let product: RunningProduct
let portico: Portico
let operator: Operator
let gray: string
let healthy: Load
let removeHome: () => Promise<void>

test.beforeAll(async () => {
  test.setTimeout(300_000)
  const { home, remove } = await createHome()
  removeHome = remove
  product = await startProduct(home)
  portico = await Portico.open(product)
  operator = await Operator.logIn(product.url)
  gray = await portico.graySales()
  await publishSpoiled(portico, gray, '1.6.0', throwAtMount)
  await publishSpoiled(portico, gray, '1.7.0', text => `import './assets/not-there.js'\n${text}`)
  healthy = new Load(product.url, { pauseMs: healthyPauseMs })
  await healthy.logIn(await createTenants(product, healthyTenants))
})
test.afterAll(async () => {
  await product?.stop()
  await removeHome?.()
})

interface Breakage {
  what: string
  version: () => string
  /** What becomes of the entry on its way; left out: the build itself is broken. */
  answer?: (route: Route) => Promise<void>
  code: RegExp
}

const breakages: Breakage[] = [
  {
    what: 'answers 500',
    version: () => gray,
    answer: route => route.fulfill({ status: 500, body: 'broken' }),
    code: /ENTRY_HTTP/,
  },
  {
    what: 'has a wrong hash',
    version: () => gray,
    answer: async route => {
      const response = await route.fetch()
      await route.fulfill({ response, body: `${await response.text()}\n// changed on the way` })
    },
    code: /ENTRY_INTEGRITY/,
  },
  { what: 'throws at mount', version: () => '1.6.0', code: /MOUNT_FAILED/ },
  { what: 'lacks a chunk', version: () => '1.7.0', code: /ENTRY_NETWORK/ },
]

for (const { what, version, answer, code } of breakages) {
  test(`a gray build whose entry ${what}: the tenant works on with the last good one, and the release ends by itself`, async ({
    browser,
  }) => {
    test.setTimeout(180_000)
    const callsBefore = healthy.calls
    await healthy.start()
    const release = await operator.startRelease({
      overlay: { apps: { sales: version() } },
      allow: ['t_demo'],
      guardrails: [{ metric: 'load-failures', limit: 0.05, minSamples }],
      reason: `journey: ${what}`,
    })
    const context = await browser.newContext({ baseURL: product.url })
    const page = await context.newPage()
    if (answer)
      await page.route(new RegExp(`/a/sales/${escapePattern(version())}/assets/entry[^/]*\\.js`), answer)
    await logIn(page, { tenant: 'demo', user: 'owner' }, product.url)
    await openGray(page, version())
    await expectFallback(page, version())
    const stateOf = async () => (await operator.get<Release>(`/releases/${release.id}`)).state
    await expect(async () => {
      if ((await stateOf()) === 'gray') await page.goto('/sales/orders')
      await expect(sales(page).getByRole('heading', { level: 1 })).toHaveText('Orders', { timeout: 20_000 })
      // Reports go every two seconds, and with the page.
      await page.waitForTimeout(2_500)
      expect(await stateOf()).toBe('aborted')
    }).toPass({ timeout: 90_000 })
    const { items } = await operator.get<ListPage<Incident>>(`/incidents?release=${release.id}`)
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ app: 'sales', version: version(), tenantId: 't_demo' })
    expect(items[0]?.code).toMatch(code)
    expect(items[0]?.fallback).toMatch(/^1\.4\.0-/)
    const ended = await operator.get<Release>(`/releases/${release.id}`)
    expect(ended.endReason).toMatch(/load/i)

    await page.getByRole('link', { name: 'Workbench' }).click()
    await expect(page.getByRole('heading', { name: /preview was taken back/i })).toBeVisible({
      timeout: 20_000,
    })
    await healthy.stop()
    expect(healthy.failures).toEqual([])
    expect(healthy.calls - callsBefore).toBeGreaterThan(healthyTenants)
    expect([...healthy.routes.keys()].filter(route => !route.includes('sales=stable@'))).toEqual([])
    await context.close()
  })
}

/** The build still exports what it must, and all its files are there. */
function throwAtMount(entry: string): string {
  const spoiled = entry.replace(/(\w|\$)+ as mount\b/, 'spoiledMount as mount')
  if (spoiled === entry) throw new Error('The entry exports no mount')
  return `${spoiled}\nfunction spoiledMount() { throw new Error('spoiled at mount') }\n`
}

const sales = (page: Page) => page.locator('[data-app=sales]')

/** The tenant works with the version of before, and is told so. */
async function expectFallback(page: Page, version: string): Promise<void> {
  await expect(sales(page).getByRole('heading', { level: 1 })).toHaveText('Orders', { timeout: 20_000 })
  await expect(sales(page).getByRole('table')).toBeVisible()
  await expect(page.getByText(`Version ${version} could not be opened`)).toBeVisible()
}

/** The release reaches the gateway within a second; a page opened before has the old snapshot. */
async function openGray(page: Page, version: string): Promise<void> {
  await expect(async () => {
    await page.goto('/sales/orders')
    const shown = await page.evaluate(() => {
      const text = document.getElementById('portico-page')?.textContent ?? '{}'
      const { snapshot } = JSON.parse(text) as {
        snapshot: { apps: Record<string, { manifest: { version: string } }> }
      }
      return snapshot.apps.sales?.manifest.version
    })
    expect(shown).toBe(version)
  }).toPass({ timeout: 30_000 })
}

function escapePattern(text: string): string {
  return text.replace(/[.+]/g, '\\$&')
}
