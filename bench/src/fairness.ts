import { loadavg } from 'node:os'
import type { RunningProduct } from '@portico/launcher/testing'
import { Pool } from 'undici'
import { askPlain, greedyShapes, type Shape, sessionOf } from './fairness-calls.ts'
import { callAtPace } from './pace.ts'
import { median, quantile } from './statistics.ts'

const PHASE_MS = 10_000
/** Odd, so that the median is one that was measured and not the better of two. */
const PAIRS = 5
const WARM_UP_MS = 3_000
const TRIAL_MS = 3_000
const OTHERS_PER_SECOND = 15
const TIMES_THE_SHARE = 20
const TIMEOUT_MS = 20_000
const CONNECTIONS = 200

interface Phase {
  p50Ms: number
  p99Ms: number
}

export interface FairnessFigures {
  quiet: Phase[]
  beside: Phase[]
  /** Medians over the phases, and the ratio beside : quiet. */
  p50: { quietMs: number; besideMs: number; ratio: number }
  p99: { quietMs: number; besideMs: number; ratio: number }
  /** The other tenant's p99 beside each shape, in a short trial; the largest is taken for the phases. */
  trials: { shape: string; p99Ms: number }[]
  worst: string
  othersCalls: number
  greedyCalls: number
  greedyRefused: number
  /** Of the machine over the last minute, at the beginning and at the end. */
  load: { before: number; after: number }
}

/**
 * One tenant at 20 times another's share with the worst operations allowed, quiet and beside in turns: what the machine does
 * besides falls on both. None of the other tenant's calls may be refused.
 */
export async function benchFairness(product: RunningProduct): Promise<FairnessFigures> {
  // Each has connections of its own, as different browsers do: waiting for one is no wait of the gateway's.
  const [pool, greedyPool] = [newPool(product.url), newPool(product.url)]
  const [other, ...greedy] = await Promise.all([
    sessionOf(product.url, 'empty', 'owner'),
    // A budget of a user is smaller than that of a tenant, which is to be spent.
    ...['owner', 'clerk'].map(user => sessionOf(product.url, 'demo', user)),
  ])
  const before = loadavg()[0] ?? 0
  const bench = new Fairness(pool, other, greedyPool, greedy)
  await bench.measureQuiet(WARM_UP_MS)
  const trials = []
  for (const shape of greedyShapes) {
    trials.push({ shape, p99Ms: (await bench.measureBeside(shape, TRIAL_MS)).p99Ms })
  }
  const worst = trials.reduce((most, trial) => (trial.p99Ms > most.p99Ms ? trial : most)).shape
  bench.forget()
  const quiet: Phase[] = []
  const beside: Phase[] = []
  for (let pair = 0; pair < PAIRS; pair += 1) {
    quiet.push(await bench.measureQuiet(PHASE_MS))
    beside.push(await bench.measureBeside(worst, PHASE_MS))
  }
  await Promise.all([pool.close(), greedyPool.close()])
  return {
    quiet,
    beside,
    p50: compare(quiet, beside, 'p50Ms'),
    p99: compare(quiet, beside, 'p99Ms'),
    trials: trials.map(({ shape, p99Ms }) => ({ shape: shape.name, p99Ms })),
    worst: worst.name,
    ...bench.counts,
    load: { before, after: loadavg()[0] ?? 0 },
  }
}

class Fairness {
  readonly #pool: Pool
  readonly #other: string
  readonly #greedyPool: Pool
  readonly #greedy: readonly string[]
  #made = 0
  counts = { othersCalls: 0, greedyCalls: 0, greedyRefused: 0 }

  constructor(pool: Pool, other: string, greedyPool: Pool, greedy: readonly string[]) {
    this.#pool = pool
    this.#other = other
    this.#greedyPool = greedyPool
    this.#greedy = greedy
  }

  forget(): void {
    this.counts = { othersCalls: 0, greedyCalls: 0, greedyRefused: 0 }
  }

  async measureQuiet(durationMs: number): Promise<Phase> {
    const times: number[] = []
    await callAtPace(() => this.#askPlain(times), OTHERS_PER_SECOND, durationMs)
    return { p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99) }
  }

  async measureBeside(shape: Shape, durationMs: number): Promise<Phase> {
    const [phase] = await Promise.all([
      this.measureQuiet(durationMs),
      callAtPace(() => this.#askMuch(shape), OTHERS_PER_SECOND * TIMES_THE_SHARE, durationMs),
    ])
    return phase
  }

  async #askPlain(times: number[]): Promise<void> {
    const startedAt = performance.now()
    const status = await askPlain(this.#pool, this.#other)
    if (status !== 200) throw new Error(`A call of the other tenant was answered ${status}`)
    times.push(performance.now() - startedAt)
    this.counts.othersCalls += 1
  }

  async #askMuch(shape: Shape): Promise<void> {
    this.#made += 1
    const cookie = this.#greedy[this.#made % this.#greedy.length] ?? ''
    const status = await shape.ask(this.#greedyPool, cookie, this.#made)
    this.counts.greedyCalls += 1
    if (status !== 200) this.counts.greedyRefused += 1
  }
}

function newPool(url: string): Pool {
  return new Pool(url, { connections: CONNECTIONS, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS })
}

function compare(quiet: readonly Phase[], beside: readonly Phase[], key: keyof Phase) {
  const [quietMs, besideMs] = [
    median(quiet.map(phase => phase[key])),
    median(beside.map(phase => phase[key])),
  ]
  return { quietMs, besideMs, ratio: besideMs / quietMs }
}
