import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@portico/bff-framework/testing'
import { CacheFuzz } from '@portico/bff-framework/testing/cache-fuzz'
import { startRedis } from '@portico/bff-framework/testing/redis'
import { createHome, type RunningProduct, startProduct } from '@portico/launcher/testing'
import allocator from '../../deploy/bootstrap/allocator.json' with { type: 'json' }
import { benchBrowser } from './browser.ts'
import { benchDecisions } from './decisions.ts'
import { benchDev } from './dev.ts'
import { benchFairness } from './fairness.ts'
import { benchFaults } from './faults/bench-faults.ts'
import { benchRedisFaults } from './faults/redis-faults.ts'
import { benchFigures } from './figures.ts'
import { benchGateway, benchKept } from './gateway/bench-gateway.ts'
import { benchTracing } from './gateway/bench-tracing.ts'
import { benchGraph } from './graph.ts'
import { benchImport } from './import.ts'
import { benchLists } from './lists.ts'
import { benchLogin } from './log-in.ts'
import { memoryOfTree } from './measure/memory.ts'
import { benchMessages } from './messages/bench-messages.ts'
import { benchNearCache } from './near-cache.ts'
import { publishPlain } from './plain.ts'
import { benchPush } from './push.ts'
import { type Results, render } from './report.ts'
import { benchReports } from './reports.ts'
import { benchRestart } from './restart.ts'
import { benchSoak, type SoakFigures } from './soak.ts'
import { benchWatch } from './watch.ts'

const root = resolve(import.meta.dirname, '../..')
const artifacts = resolve(root, '.portico/bench-artifacts')
const RESULTS = resolve(root, 'bench/RESULTS.md')
const BEFORE = '--before='
const QUIET_MS = 60_000
const ALL = [
  'decisions',
  'memory',
  'graph',
  'browser',
  'dev',
  'watch',
  'import',
  'login',
  'figures',
  'fairness',
  'push',
  'gateway',
  'faults',
  'restart',
  'messages',
  'redis-faults',
] as const
/** Asked for by name alone: a part of `gateway`, one figure that takes long, ten minutes of load, one that measures nothing, and two of 2.3 million orders. */
const MORE = ['kept', 'tracing', 'near-cache', 'soak', 'cache-fuzz', 'lists', 'reports'] as const
type Part = (typeof ALL | typeof MORE)[number]
type ProductPart = keyof typeof RUN

/** One user alone asks as much as a whole town would: what is measured is the work, not the budget. */
const NO_BUDGET = {
  PORTICO_USER_POINTS_PER_SECOND: '100000000',
  PORTICO_TENANT_POINTS_PER_SECOND: '100000000',
}

async function measureMemory(product: RunningProduct): Promise<Record<string, number>> {
  await sleep(QUIET_MS)
  const { launcher = 0, ...parts } = product.pids
  const sizes: Record<string, number> = {}
  for (const [name, pid] of Object.entries(parts)) sizes[name] = await memoryOfTree(pid)
  const below = Object.values(sizes).reduce((sum, size) => sum + size, 0)
  sizes.launcher = (await memoryOfTree(launcher)) - below
  return sizes
}

const RUN = {
  memory: async (product: RunningProduct, results: Results) => {
    results.memory = await measureMemory(product)
  },
  graph: async (product: RunningProduct, results: Results) => {
    results.graph = await benchGraph(product)
  },
  browser: async (product: RunningProduct, results: Results) => {
    results.browser = await benchBrowser(product, await publishPlain(artifacts, product))
  },
  dev: async (product: RunningProduct, results: Results) => {
    results.dev = await benchDev(product)
  },
  import: async (product: RunningProduct, results: Results) => {
    results.import = await benchImport(product)
  },
  login: async (product: RunningProduct, results: Results) => {
    results.login = await benchLogin(product)
  },
  figures: async (product: RunningProduct, results: Results) => {
    results.figures = await benchFigures(product)
  },
}

async function measureProduct(parts: readonly ProductPart[], results: Results) {
  if (parts.length === 0) return
  await withProduct(NO_BUDGET, async product => {
    for (const part of parts) {
      console.log(`measuring ${part}`)
      await RUN[part](product, results)
    }
  })
}

/** As `npm start` starts it. */
async function withProduct(
  env: Record<string, string>,
  measure: (product: RunningProduct) => Promise<void>,
  args: readonly string[] = [],
) {
  const { home, remove } = await createHome()
  const product = await startProduct(home, { PORTICO_ARTIFACTS: artifacts, ...allocator, ...env }, args)
  try {
    await measure(product)
  } finally {
    await product.stop()
    await remove()
  }
}

async function soak(): Promise<SoakFigures> {
  console.log('measuring soak')
  const redis = await startRedis()
  try {
    const metricsPort = await freePort()
    const env = { ...NO_BUDGET, REDIS_URL: redis.url, PORTICO_METRICS_PORT: String(metricsPort) }
    let figures: SoakFigures | null = null
    await withProduct(env, async product => {
      figures = await benchSoak(product, { redisUrl: redis.url, metricsPort })
    })
    if (figures === null) throw new Error('Nothing was measured.')
    return figures
  } finally {
    await redis.kill()
  }
}

/** A million requests; fails where one was answered by what is another's. */
async function fuzzCache(): Promise<void> {
  const seed = Date.now() % 2 ** 31
  const result = await new CacheFuzz({ requests: 1_000_000, seed }).run()
  console.log(`cache-fuzz, seed ${seed}: ${JSON.stringify(result)}`)
  if (result.crossedCount > 0) process.exitCode = 1
}

/**
 * `pnpm bench` runs all and writes RESULTS.md; `pnpm bench graph import` runs these and only prints. `pnpm bench gateway
 * --before=<folder>` races the gateway of another checkout as well, `faults` its client of services.
 */
async function main() {
  const given = process.argv.slice(2)
  const checkout = given.find(argument => argument.startsWith(BEFORE))?.slice(BEFORE.length) ?? null
  const asked = given.filter(argument => !argument.startsWith(BEFORE)) as Part[]
  const unknown = asked.find(part => ![...ALL, ...MORE].includes(part))
  if (unknown) throw new Error(`There is no benchmark ${unknown}; there are ${[...ALL, ...MORE].join(', ')}.`)
  const parts: readonly Part[] = asked.length ? asked : ALL
  const results: Results = {}
  if (parts.includes('decisions')) {
    console.log('measuring decisions')
    results.decisions = await benchDecisions()
  }
  await measureProduct(
    parts.filter((part): part is ProductPart => part in RUN),
    results,
  )
  if (parts.includes('fairness')) {
    console.log('measuring fairness')
    await withProduct({}, async product => {
      results.fairness = await benchFairness(product)
    })
  }
  if (parts.includes('watch')) {
    console.log('measuring watch')
    const watch = async (product: RunningProduct) => {
      results.watch = await benchWatch(product)
    }
    await withProduct(NO_BUDGET, watch, ['--watch'])
  }
  if (parts.includes('push')) {
    console.log('measuring push')
    results.push = await benchPush()
  }
  if (parts.includes('gateway')) {
    console.log('measuring gateway')
    results.gateway = await benchGateway(checkout && resolve(checkout))
  }
  if (parts.includes('faults')) {
    console.log('measuring faults')
    results.faults = await benchFaults(checkout && resolve(checkout))
  }
  if (parts.includes('restart')) {
    console.log('measuring restart')
    results.restart = await benchRestart()
  }
  if (parts.includes('redis-faults')) {
    console.log('measuring redis-faults')
    results.redisFaults = await benchRedisFaults(checkout && resolve(checkout))
  }
  if (parts.includes('messages')) {
    console.log('measuring messages')
    results.messages = await benchMessages()
  }
  if (parts.includes('kept')) {
    console.log('measuring kept')
    results.gateway = await benchKept()
  }
  if (parts.includes('tracing')) {
    console.log('measuring tracing')
    const percent = (value: number) => `${(100 * value).toFixed(1)} %`
    for (const { name, rounds, offUs, onUs, share, low, high } of await benchTracing())
      console.log(
        `${name}, ${rounds} rounds: ${offUs.toFixed(0)} µs without, ${onUs.toFixed(0)} µs with; adds ${percent(share)} (${percent(low)} to ${percent(high)})`,
      )
  }
  if (parts.includes('near-cache')) {
    console.log('measuring near-cache')
    for (const { name, redisUs, messages, bytes, delayMs } of await benchNearCache())
      console.log(
        `${name}: ${redisUs.toFixed(1)} µs of Redis a write, ${messages.toFixed(1)} messages of ${bytes.toFixed(0)} bytes to ${delayMs === 0 ? 'none' : `all, after ${delayMs.toFixed(2)} ms`}`,
      )
  }
  if (parts.includes('lists')) results.lists = await benchLists()
  if (parts.includes('reports')) results.reports = await benchReports()
  if (parts.includes('soak')) results.soak = await soak()
  if (parts.includes('cache-fuzz')) await fuzzCache()
  const text = render(results)
  console.log(text)
  if (asked.length === 0) await writeFile(RESULTS, text)
}

await main()
