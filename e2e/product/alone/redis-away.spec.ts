import { expect, test } from '@playwright/test'
import { type RedisServer, startRedis } from '@portico/bff-framework/testing/redis'
import { Load } from '../../src/load.ts'
import { createHome, type RunningProduct, startProduct } from '../../src/product.ts'
import { Portico } from '../../src/release.ts'

const undo: (() => Promise<void>)[] = []
test.afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

/** Of two merchants, in each state of Redis. */
const CALLS = 80

test('Redis paused and killed during traffic: no failed request, none slower than a second because of it', async () => {
  test.setTimeout(300_000)
  const redis: RedisServer = await startRedis()
  undo.push(redis.kill)
  const { home, remove } = await createHome()
  undo.push(remove)
  const product = await startProduct(home, { REDIS_URL: redis.url })
  undo.push(product.stop)
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
