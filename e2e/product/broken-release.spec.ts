import type { Page } from '@playwright/test'
import type { PageState } from '@portico/micro-app'
import type { Incident, IncidentDetails, Page as ListPage, Release, ReleaseFigures } from '@portico/release'
import {
  changeBytes,
  makeUnreadable,
  publishDamaged,
  publishSpoiled,
  removeDamaged,
} from '../src/broken-builds.ts'
import { Load } from '../src/load.ts'
import { Operator } from '../src/operator.ts'
import { createHome, type RunningProduct, startProduct } from '../src/product.ts'
import { Portico } from '../src/release.ts'
import { createTenants } from '../src/tenants.ts'
import { expect, openSession, test } from '../src/test.ts'

/** Tenants that are well; each opens a page or asks for orders every few seconds. */
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
  await publishSpoiled(portico, gray, '1.10.0', throwAtClick)
  await publishDamaged(portico, gray, '1.8.0', makeUnreadable)
  await publishDamaged(portico, gray, '1.9.0', changeBytes)
  healthy = new Load(product.url, { pauseMs: healthyPauseMs })
  await healthy.logIn(await createTenants(product, healthyTenants))
})
test.afterAll(async () => {
  await product?.stop()
  await Promise.all(['1.8.0', '1.9.0'].map(removeDamaged))
  await removeHome?.()
})

interface Breakage {
  what: string
  version: string
  code: RegExp
  /** The gateway sees it too; else one tenant's browser says so alone, which aborts nothing. */
  isSeen: boolean
}

const breakages: Breakage[] = [
  { what: 'answers 500', version: '1.8.0', code: /ENTRY_HTTP/, isSeen: true },
  { what: 'has a wrong hash', version: '1.9.0', code: /ENTRY_INTEGRITY/, isSeen: true },
  { what: 'lacks a chunk', version: '1.7.0', code: /ENTRY_NETWORK/, isSeen: true },
  { what: 'throws at mount', version: '1.6.0', code: /MOUNT_FAILED/, isSeen: false },
]

for (const { what, version, code, isSeen } of breakages) {
  const end = isSeen ? 'ends by itself' : 'is held until people end it'
  test(`a gray build whose entry ${what}: the tenant works on with the last good one, and the release ${end}`, async ({
    browser,
  }) => {
    test.setTimeout(180_000)
    const callsBefore = healthy.calls
    await healthy.start()
    const release = await operator.startRelease({
      overlay: { apps: { sales: version } },
      allow: ['t_demo'],
      guardrails: [{ metric: 'load-failures', limit: 0.05, minSamples }],
      reason: `journey: ${what}`,
    })
    const context = await browser.newContext({ baseURL: product.url })
    const page = await context.newPage()
    await openSession(page, { tenant: 'demo', user: 'owner' }, product.url)
    await openGray(page, version)
    await expectFallback(page, version)
    const stateOf = async () => (await operator.get<Release>(`/releases/${release.id}`)).state
    // Loaded again and again, each time one more sample: what a page saw goes when it is left. The tab that was opened first
    // stays as it is, for the revocation must reach it without a navigation.
    const reader = await context.newPage()
    await expect(async () => {
      await reader.goto('/sales/orders')
      await expect(sales(reader).getByRole('heading', { level: 1 })).toHaveText('Orders', { timeout: 20_000 })
      if (isSeen) expect(await stateOf()).toBe('aborted')
      else
        expect(await verdictOf(release)).toMatchObject({
          state: 'hold',
          reportedBy: { tenants: 1, users: 1 },
        })
    }).toPass({ timeout: 90_000 })
    if (!isSeen) {
      expect(await stateOf()).toBe('gray')
      await portico.run('release', 'abort', 'sales', '--reason', 'load-failures, reported by one tenant')
    }
    const { items } = await operator.get<ListPage<Incident>>(`/incidents?release=${release.id}`)
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ app: 'sales', version: version, tenantId: 't_demo' })
    expect(items[0]?.code).toMatch(code)
    expect(items[0]?.fallback).toMatch(/^1\.4\.0-/)
    const ended = await operator.get<Release>(`/releases/${release.id}`)
    expect(ended.endReason).toMatch(/load/i)

    // The tab receives the revocation, and moves by itself.
    await expect(page.getByRole('heading', { name: /preview was revoked/i })).toBeVisible({
      timeout: 20_000,
    })
    await healthy.stop()
    expect(healthy.failures).toEqual([])
    expect(healthy.calls - callsBefore).toBeGreaterThan(healthyTenants)
    expect([...healthy.routes.keys()].filter(route => !route.includes('sales=stable@'))).toEqual([])
    await context.close()
  })
}

test('a gray build that throws at a click: it is reported with its place, and the release is held until people end it', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const release = await operator.startRelease({
    overlay: { apps: { sales: '1.10.0' } },
    allow: ['t_demo'],
    guardrails: [{ metric: 'js-errors', limit: 0.05, minSamples }],
    reason: 'journey: throws at a click',
  })
  const context = await browser.newContext({ baseURL: product.url })
  const page = await context.newPage()
  await openSession(page, { tenant: 'demo', user: 'owner' }, product.url)
  await openGray(page, '1.10.0')
  await expect(async () => {
    await page.goto('/sales/orders')
    await sales(page).getByRole('heading', { level: 1 }).click()
    expect(await verdictOf(release)).toMatchObject({ state: 'hold', reportedBy: { tenants: 1, users: 1 } })
  }).toPass({ timeout: 60_000 })
  const { items } = await operator.get<ListPage<Incident>>(`/incidents?release=${release.id}`)
  expect(items).toMatchObject([
    {
      ...{ app: 'sales', version: '1.10.0', tenantId: 't_demo', fallback: null, isUnattributed: false },
      ...{ code: 'TypeError', message: 'spoiled at a click', origin: 'uncaught' },
      snapshotId: (await pageSnapshot(page)).id,
    },
  ])
  const { stack } = await operator.get<IncidentDetails>(`/incidents/${items[0]?.id}`)
  expect(stack?.frames[0]).toMatchObject({ artifact: 'sales', version: '1.10.0', part: 'own' })
  await portico.run('release', 'abort', 'sales', '--reason', 'errors, reported by one tenant')
  await context.close()
})

/** The build still exports what it must, and all its files are there. */
function throwAtMount(entry: string): string {
  return spoilMount(entry, () => `throw new Error('spoiled at mount')`)
}

function throwAtClick(entry: string): string {
  const listener = `() => { throw new TypeError('spoiled at a click') }`
  return spoilMount(
    entry,
    mount => `props.container.addEventListener('click', ${listener})\nreturn ${mount}(props)`,
  )
}

/** `bodyOf` writes what is mounted in place of the function of this name. */
function spoilMount(entry: string, bodyOf: (mount: string) => string): string {
  const mount = /([\w$]+) as mount\b/.exec(entry)?.[1]
  if (mount === undefined) throw new Error('The entry exports no mount')
  const spoiled = entry.replace(`${mount} as mount`, 'spoiledMount as mount')
  return `${spoiled}\nfunction spoiledMount(props) {\n${bodyOf(mount)}\n}\n`
}

/** Of its only guardrail. */
async function verdictOf({ id }: Release) {
  return (await operator.get<ReleaseFigures>(`/releases/${id}/figures`)).guardrails[0]
}

const sales = (page: Page) => page.locator('[data-app=sales]')

/** The tenant works with the version of before, and the page says so. */
async function expectFallback(page: Page, version: string): Promise<void> {
  await expect(sales(page).getByRole('heading', { level: 1 })).toHaveText('Orders', { timeout: 20_000 })
  await expect(sales(page).getByRole('table')).toBeVisible()
  await expect(page.getByText(`Version ${version} could not be opened`)).toBeVisible()
}

/** The release reaches the gateway within a second; a page opened before has the old snapshot. */
async function openGray(page: Page, version: string): Promise<void> {
  await expect(async () => {
    await page.goto('/sales/orders')
    expect((await pageSnapshot(page)).apps.sales?.manifest.version).toBe(version)
  }).toPass({ timeout: 30_000 })
}

/** As it is written into the page. */
async function pageSnapshot(page: Page): Promise<PageState['snapshot']> {
  const text = await page.locator('#portico-page').textContent()
  return (JSON.parse(text ?? '') as PageState).snapshot
}
