import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { compareBooks } from '../src/books.ts'
import { faultFigures } from '../src/load/counts.ts'
import { SteadyLoad } from '../src/load/load.ts'
import { Visitor } from '../src/load/visitor.ts'
import { openShop, PASSWORD } from '../src/shop.ts'
import { type SmallCluster, startSmallCluster } from './small-cluster.ts'

const samplesBetween = 24
const lookMs = 50
let cluster: SmallCluster
let visitor: Visitor
let load: SteadyLoad
let ending: Promise<void>

beforeAll(async () => {
  cluster = await startSmallCluster()
  const ids = await openShop(cluster, 'one')
  visitor = await Visitor.logIn(cluster.gatewayUrls, 'one', 'owner', PASSWORD)
  load = new SteadyLoad({ shoppers: [{ visitor, ids }], readsPerSecond: 10, writesPerSecond: 3 })
  ending = load.run()
}, 120_000)

afterAll(async () => {
  load?.stop()
  await ending
  await visitor?.close()
  await cluster?.close()
})

/** Under load until so much has been answered since. */
async function goOn(): Promise<void> {
  const enough = load.samples.length + samplesBetween
  while (load.samples.length < enough) await sleep(lookMs)
}

it('two gateways and two copies of the services lose no read and no write by any one part that dies or hangs', async () => {
  const { database, gateways, redis, services } = cluster
  await goOn()
  const from = load.samples.length
  await gateways[0].kill()
  await goOn()
  await gateways[0].start()

  services[1].freeze()
  await goOn()
  services[1].thaw()

  await redis.masters[0]?.kill()
  await goOn()
  await redis.masters[0]?.start()

  await cluster.failOver()
  await goOn()

  await services[0].kill()
  await goOn()
  load.stop()
  await ending
  const figures = faultFigures(load.samples.slice(from), [])
  expect(figures, JSON.stringify(figures.whys)).toMatchObject({ failedReads: 0, failedWrites: 0 })
  expect(await compareBooks(load, sql => database.ask(sql))).toMatchObject({
    lost: 0,
    doubled: 0,
    unreserved: 0,
  })
}, 180_000)
