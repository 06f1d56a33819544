import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { expect, test } from '@playwright/test'
import { type RedisServer, startRedis } from '@portico/bff-framework/testing/redis'
import { Load } from '../../src/load.ts'
import { createHome, type RunningProduct, startProduct } from '../../src/product.ts'
import { Portico } from '../../src/release.ts'
import { logIn } from '../../src/test.ts'

const root = resolve(import.meta.dirname, '../../..')
const node = join(root, 'node_modules/node/bin/node')

/** A further process of the platform, ended with the test. */
interface Part {
  url: string
  process: ChildProcess
  end(signal: NodeJS.Signals): Promise<void>
}

async function startPart(script: string, env: Record<string, string>): Promise<Part> {
  const child = fork(join(root, script), [], {
    cwd: resolve(root, script, '..'),
    execPath: node,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', chunk => {
      output = (output + String(chunk)).slice(-3000)
    })
  }
  const exited = once(child, 'exit')
  const saysUrl = new Promise<string>(found => {
    child.on('message', message => found((message as { url?: string }).url ?? ''))
    child.stdout?.on('data', chunk => {
      const [, url] = /listens on (http:\S+)/.exec(String(chunk)) ?? []
      if (url) found(url)
    })
  })
  const url = await Promise.race([saysUrl, exited.then(() => null)])
  if (url === null) throw new Error(`${script} did not start:\n${output}`)
  const part: Part = {
    url,
    process: child,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill(signal)
      await exited
    },
  }
  undo.push(() => part.end('SIGKILL'))
  return part
}

const undo: (() => Promise<void>)[] = []
test.afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function startAll(
  env: Record<string, string> = {},
): Promise<{ product: RunningProduct; home: string }> {
  const { home, remove } = await createHome()
  undo.push(remove)
  const product = await startProduct(home, env)
  undo.push(product.stop)
  return { product, home }
}

test('release service killed, gateway restarted: pages load by the last good rules, operators see STALE', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  const { product, home } = await startAll()
  const portico = await Portico.open(product)
  const version = await portico.graySales()
  await portico.startSales(version, '--tenants', 't_demo')

  // A release service and a gateway of their own, on the data of the product, so that one can die without the rest.
  const shared = { PORTICO_SECRET: product.secret, PORTICO_ARTIFACTS: join(root, '.portico/e2e-artifacts') }
  const release = await startPart('services/platform/release/src/main.ts', {
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
  const first = await startPart('bff/gateway/start.ts', gatewayEnv)
  const merchant = await browser.newContext()
  const merchantPage = await merchant.newPage()
  await logIn(merchantPage, { tenant: 'demo', user: 'owner' }, first.url)
  const operatorPage = await (await browser.newContext()).newPage()
  await logIn(operatorPage, { tenant: 'platform', user: 'operator' }, first.url)
  await expect(operatorPage.getByText('STALE')).toHaveCount(0)

  await release.end('SIGKILL')
  await first.end('SIGTERM')
  const second = await startPart('bff/gateway/start.ts', { ...gatewayEnv, PORT: new URL(first.url).port })
  expect(second.url).toBe(first.url)
  await merchantPage.goto(`${second.url}/sales/orders`)
  const sales = merchantPage.locator('[data-app=sales]')
  await expect(sales.getByRole('columnheader', { name: 'Waiting' })).toBeVisible({ timeout: 20_000 })
  await expect(merchantPage.getByText('STALE')).toHaveCount(0)
  await operatorPage.goto(`${second.url}/console/releases`)
  await expect(operatorPage.getByText('STALE').first()).toBeVisible({ timeout: 20_000 })
})

/** Of two merchants, in each state of Redis. */
const CALLS = 80

test('Redis paused and killed during traffic: no failed request, none slower than a second because of it', async () => {
  test.setTimeout(300_000)
  const redis: RedisServer = await startRedis()
  undo.push(redis.kill)
  const { product } = await startAll({ REDIS_URL: redis.url })
  const portico = await Portico.open(product)
  await portico.startSales(await portico.graySales(), '--tenants', 't_demo')

  const quiet = await measure(product, load => load.more(CALLS))
  const paused = await measure(product, async load => {
    redis.pause()
    await load.more(CALLS)
    redis.resume()
    await load.more(CALLS / 4)
  })
  const killed = await measure(product, async load => {
    await redis.kill()
    await load.more(CALLS)
    await redis.start()
    await load.more(CALLS / 2)
  })
  expect([...quiet.failures, ...paused.failures, ...killed.failures]).toEqual([])
  // What the machine itself takes is not Redis' doing.
  const limitMs = 1_000 + quiet.slowestMs
  expect(paused.slowestMs).toBeLessThan(limitMs)
  expect(killed.slowestMs).toBeLessThan(limitMs)
})

/** What merchants on stable and on gray meet while something is done; logged in before it. */
async function measure(product: RunningProduct, harm: (load: Load) => Promise<void>): Promise<Load> {
  const load = new Load(product.url)
  await load.start(['demo', 'empty'])
  await harm(load)
  await load.stop()
  return load
}
