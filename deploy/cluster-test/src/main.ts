import { setTimeout as sleep } from 'node:timers/promises'
import { compareBooks } from './books.ts'
import { listFaults } from './faults.ts'
import { openNamespaces } from './hosts/namespaces.ts'
import { type Cluster, startCluster } from './installation.ts'
import { type Shopper, SteadyLoad } from './load/load.ts'
import { Visitor } from './load/visitor.ts'
import { listOperations } from './operations.ts'
import { openPlatform, openShop, PASSWORD } from './shop.ts'
import { faultLine, faultTable, findMissedBars } from './table.ts'
import { type Trial, tryRow } from './trial.ts'

const HOSTS = 3
const WARM_UP_MS = 5_000
/** Messages and steps between services come to rest. */
const REST_MS = 3_000
const PACE = { readsPerSecond: 8, writesPerSecond: 2 }

/** Words of rows that alone are tried; none: all. */
const wanted = process.argv.slice(2)

const hosts = await openNamespaces(HOSTS)
try {
  const cluster = await startCluster(hosts, console.log)
  try {
    await tryAll(cluster)
  } finally {
    await cluster.close()
  }
} finally {
  await hosts.close()
}

/** Exit code 1 where a bar is missed. */
async function tryAll(cluster: Cluster): Promise<void> {
  await openPlatform(cluster)
  const shoppers = [await openShopper(cluster, 'one'), await openShopper(cluster, 'two')]
  const operator = await Visitor.logIn([cluster.balancer.url], 'platform', 'operator', PASSWORD)
  const load = new SteadyLoad({ shoppers, ...PACE })
  const ending = load.run()
  try {
    await sleep(WARM_UP_MS)
    const trials = await tryRows(cluster, operator, load)
    load.stop()
    await ending
    await sleep(REST_MS)
    const books = await compareBooks(load, sql => cluster.database.ask(sql))
    console.log(`\n${faultTable(trials)}\n\n${JSON.stringify(books)}`)
    const breaches = findMissedBars(trials, books)
    for (const breach of breaches) console.log(breach)
    if (breaches.length > 0) process.exitCode = 1
  } finally {
    load.stop()
    await ending
    for (const visitor of [operator, ...shoppers.map(shopper => shopper.visitor)]) await visitor.close()
  }
}

async function openShopper(cluster: Cluster, slug: string): Promise<Shopper> {
  const ids = await openShop(cluster, slug)
  return { ids, visitor: await Visitor.logIn([cluster.balancer.url], slug, 'owner', PASSWORD) }
}

async function tryRows(cluster: Cluster, operator: Visitor, load: SteadyLoad): Promise<Trial[]> {
  const trials: Trial[] = []
  for (const row of [...listOperations(cluster, operator), ...listFaults(cluster)]) {
    if (wanted.length > 0 && !wanted.some(word => row.name.includes(word))) continue
    const trial = await tryRow(row, load)
    trials.push(trial)
    console.log(faultLine(trial), JSON.stringify(trial.whys))
  }
  return trials
}
