import { readdir } from 'node:fs/promises'
import type { RunningProduct } from '@portico/launcher/testing'
import { Pool } from 'undici'
import { askPlain, greedyShapes, sessionOf } from './fairness-calls.ts'
import { askRedis } from './measure/ask-redis.ts'
import { measureLoad } from './measure/load.ts'
import { memoryOfTree } from './measure/memory.ts'
import { callAtPace } from './measure/pace.ts'

const CAPACITY_MS = 20_000
const CONCURRENCY = 16
const SOAK_MS = 10 * 60_000
const SAMPLE_MS = 2_000
const TIMEOUT_MS = 20_000
/** One of so many requests is a page, the rest are lists of fifty orders. */
const PAGE_EVERY = 10
/** Caches fill and code is compiled for the first minutes. */
const SETTLED_MINUTE = 3
const MINUTE_MS = 60_000

interface SoakPlaces {
  redisUrl: string
  /** Of the gateway. */
  metricsPort: number
}

/** Of one moment, or the lowest of several: what is left when rubbish was just collected. */
interface SoakSample {
  gatewayHeapMb: number
  servicesHeapMb: number
  gatewayHandles: number
  servicesHandles: number
  redisMb: number
  /** Of all processes, proportional set size. */
  allMb: number
}

export interface SoakFigures {
  capacity: number
  perSecond: number
  answered: number
  failed: number
  /** By minute. */
  minutes: SoakSample[]
  /** Of the lowest of the last three minutes to that of the three after things have settled: old space is not collected each minute. */
  growth: Record<keyof SoakSample, number>
}

/** Ten minutes at half of what the product can do at most: what grows then, grows without end. */
export async function benchSoak(product: RunningProduct, places: SoakPlaces): Promise<SoakFigures> {
  const cookie = await sessionOf(product.url, 'demo', 'owner')
  const pool = new Pool(product.url, { connections: 64, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS })
  const page = greedyShapes.find(({ name }) => name === 'pages and snapshots')
  let made = 0
  let failed = 0
  const call = async () => {
    made += 1
    const ask = made % PAGE_EVERY === 0 && page ? page.ask(pool, cookie, made) : askPlain(pool, cookie)
    if ((await ask.catch(() => 0)) !== 200) failed += 1
  }
  const { perSecond: capacity } = await measureLoad(call, CONCURRENCY, CAPACITY_MS)
  ;[made, failed] = [0, 0]
  const perSecond = capacity / 2
  const samples: { minute: number; sample: SoakSample }[] = []
  const began = performance.now()
  const timer = setInterval(() => {
    const minute = Math.floor((performance.now() - began) / MINUTE_MS)
    void sampleOf(product, places).then(sample => samples.push({ minute, sample }))
  }, SAMPLE_MS)
  try {
    await callAtPace(call, perSecond, SOAK_MS)
  } finally {
    clearInterval(timer)
    await pool.close()
  }
  const minutes = [...Map.groupBy(samples, ({ minute }) => minute).values()].map(of =>
    lowest(of.map(({ sample }) => sample)),
  )
  return { capacity, perSecond, answered: made - failed, failed, minutes, growth: growthOf(minutes) }
}

function growthOf(minutes: readonly SoakSample[]): SoakFigures['growth'] {
  const early = lowest(minutes.slice(SETTLED_MINUTE, SETTLED_MINUTE + 3))
  const late = lowest(minutes.slice(-3))
  return mapSample(name => late[name] / early[name] - 1)
}

const NAMES = [
  'gatewayHeapMb',
  'servicesHeapMb',
  'gatewayHandles',
  'servicesHandles',
  'redisMb',
  'allMb',
] as const

function mapSample(read: (name: keyof SoakSample) => number): SoakSample {
  return Object.fromEntries(NAMES.map(name => [name, read(name)])) as unknown as SoakSample
}

function lowest(samples: readonly SoakSample[]): SoakSample {
  return mapSample(name => Math.min(...samples.map(sample => sample[name])))
}

async function sampleOf({ urls, pids }: RunningProduct, { redisUrl, metricsPort }: SoakPlaces) {
  const metricsUrl = `http://127.0.0.1:${metricsPort}/metrics`
  const { gateway = 0, services = 0, launcher = 0 } = pids
  return {
    gatewayHeapMb: await heapOf(metricsUrl),
    servicesHeapMb: await heapOf(`${urls.sales}/metrics`),
    gatewayHandles: await handlesOf(gateway),
    servicesHandles: await handlesOf(services),
    redisMb: await redisMemory(redisUrl),
    allMb: await memoryOfTree(launcher),
  }
}

async function heapOf(url: string): Promise<number> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  const bytes = /^nodejs_heap_size_used_bytes(?:\{[^}]*\})? ([\d.e+]+)/m.exec(await answer.text())?.[1]
  return Number(bytes ?? Number.NaN) / 1024 ** 2
}

/** Files, sockets and timers of the kernel that a process has open. */
async function handlesOf(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`)).length
}

async function redisMemory(url: string): Promise<number> {
  return Number(/^used_memory:(\d+)/m.exec(await askRedis(url, 'INFO memory'))?.[1]) / 1024 ** 2
}
