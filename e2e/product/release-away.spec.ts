import { join, resolve } from 'node:path'
import { type Part, startPart } from '../src/part.ts'
import { createHome, startProduct, WITH_SALES_GRAY } from '../src/product.ts'
import { Portico } from '../src/release.ts'
import { expect, logIn, test } from '../src/test.ts'

const root = resolve(import.meta.dirname, '../..')

const undo: (() => Promise<void>)[] = []
test.afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function startAnother(script: string, env: Record<string, string>): Promise<Part> {
  const part = await startPart(script, env)
  undo.push(() => part.end('SIGKILL'))
  return part
}

test('release service killed, gateway restarted: pages load by the last good rules, operators see STALE', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const { home, remove } = await createHome()
  undo.push(remove)
  const product = await startProduct(home, WITH_SALES_GRAY)
  undo.push(product.stop)
  const portico = await Portico.open(product)
  const version = await portico.graySales()
  await portico.startSales(version, '--tenants', 't_demo')

  // A release service and a gateway of their own, on the data of the product, so that one can die without the rest.
  const shared = { PORTICO_SECRET: product.secret, PORTICO_ARTIFACTS: join(root, '.portico/e2e-artifacts') }
  const release = await startAnother('services/platform/release/src/main.ts', {
    ...shared,
    // Only in development does a service take the administrator's URL and make its own role.
    PORTICO_ENV: 'development',
    DATABASE_URL: product.databaseUrl,
    RELEASE_PORT: '0',
  })
  const urls = Object.entries(product.urls).map(([name, url]) => [`${name.toUpperCase()}_URL`, url])
  const gatewayEnv = {
    ...shared,
    ...Object.fromEntries(urls),
    RELEASE_URL: release.url,
    PORT: '0',
    PORTICO_HOME: join(home, 'second'),
    PORTICO_DRAIN_MS: '0',
    PORTICO_OPERATIONS: 'prefer',
    PORTICO_ACCESS_LOG: 'off',
  }
  const first = await startAnother('bff/gateway/start.ts', gatewayEnv)
  const merchant = await browser.newContext()
  const merchantPage = await merchant.newPage()
  await logIn(merchantPage, { tenant: 'demo', user: 'owner' }, first.url)
  const operatorPage = await (await browser.newContext()).newPage()
  await logIn(operatorPage, { tenant: 'platform', user: 'operator' }, first.url)
  await expect(operatorPage.getByText('STALE')).toHaveCount(0)

  await release.end('SIGKILL')
  await first.end('SIGTERM')
  const second = await startAnother('bff/gateway/start.ts', { ...gatewayEnv, PORT: new URL(first.url).port })
  expect(second.url).toBe(first.url)
  await merchantPage.goto(`${second.url}/sales/orders`)
  const sales = merchantPage.locator('[data-app=sales]')
  await expect(sales.getByRole('columnheader', { name: 'Waiting' })).toBeVisible({ timeout: 20_000 })
  await expect(merchantPage.getByText('STALE')).toHaveCount(0)
  await operatorPage.goto(`${second.url}/console/releases`)
  await expect(operatorPage.getByText('STALE').first()).toBeVisible({ timeout: 20_000 })
})
