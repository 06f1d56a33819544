import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { RunningProduct } from '@portico/launcher/testing'
import { greedyShapes, sessionOf } from './fairness-calls.ts'
import type { LoadOrder, LoadReport } from './fairness-load.ts'
import { benchImport } from './import.ts'
import { quantile } from './measure/statistics.ts'

const PHASE_MS = 10_000
const PAIRS = 8
const WARM_UP_MS = 8_000
const TRIAL_MS = 4_000
export const OTHERS_PER_SECOND = 15
export const TIMES_THE_SHARE = 20

interface Phase {
  p50Ms: number
  p99Ms: number
}

export interface FairnessFigures {
  /** Of each phase: about which `all` is certain or not. */
  quiet: Phase[]
  beside: Phase[]
  /** Over the calls of all quiet phases together, and of all others: a phase alone has too few for a p99. */
  all: { quiet: Phase; beside: Phase }
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
 * besides falls on both. None of the other tenant's calls may be refused. Each asks from a process of its own, so that what
 * one does with its answers is no wait of the other's.
 */
export async function benchFairness(product: RunningProduct): Promise<FairnessFigures> {
  // The other has work of its own: without orders its list is no more than an empty page.
  await benchImport(product)
  const others = new Load(product.url, [await sessionOf(product.url, 'empty', 'owner')], OTHERS_PER_SECOND)
  // A budget of a user is smaller than that of a tenant, which is to be spent.
  const users = await Promise.all(['owner', 'clerk'].map(user => sessionOf(product.url, 'demo', user)))
  const greedy = new Load(product.url, users, OTHERS_PER_SECOND * TIMES_THE_SHARE)
  try {
    return await measure(others, greedy)
  } finally {
    others.stop()
    greedy.stop()
  }
}

async function measure(others: Load, greedy: Load): Promise<FairnessFigures> {
  const before = loadavg()[0] ?? 0
  const beside = async (shape: string, durationMs: number) => {
    const [report, spent] = await Promise.all([others.run(null, durationMs), greedy.run(shape, durationMs)])
    return { timesMs: timesOf(report), spent }
  }
  await others.run(null, WARM_UP_MS)
  const trials = []
  for (const { name } of greedyShapes) {
    const { timesMs } = await beside(name, TRIAL_MS)
    trials.push({ shape: name, p99Ms: quantile(timesMs, 0.99) })
  }
  const worst = trials.reduce((most, trial) => (trial.p99Ms > most.p99Ms ? trial : most)).shape
  const phases = { quiet: [] as number[][], beside: [] as number[][] }
  const statuses: Record<number, number>[] = []
  for (let pair = 0; pair < PAIRS; pair += 1) {
    phases.quiet.push(timesOf(await others.run(null, PHASE_MS)))
    const { timesMs, spent } = await beside(worst, PHASE_MS)
    phases.beside.push(timesMs)
    statuses.push(spent.statuses)
  }
  const greedyCalls = sum(statuses.flatMap(Object.values))
  return {
    quiet: phases.quiet.map(phaseOf),
    beside: phases.beside.map(phaseOf),
    all: { quiet: phaseOf(phases.quiet.flat()), beside: phaseOf(phases.beside.flat()) },
    trials,
    worst,
    othersCalls: phases.quiet.flat().length + phases.beside.flat().length,
    greedyCalls,
    greedyRefused: greedyCalls - sum(statuses.map(all => all[200] ?? 0)),
    load: { before, after: loadavg()[0] ?? 0 },
  }
}

/** A process that asks in the name of one tenant. */
class Load {
  readonly #process: ChildProcess
  readonly #cookies: readonly string[]
  readonly #perSecond: number

  constructor(url: string, cookies: readonly string[], perSecond: number) {
    const execArgv = ['--disable-warning=ExperimentalWarning']
    this.#process = fork(join(import.meta.dirname, 'fairness-load.ts'), [url], { execArgv })
    this.#cookies = cookies
    this.#perSecond = perSecond
  }

  async run(shape: string | null, durationMs: number): Promise<LoadReport> {
    const order: LoadOrder = { cookies: this.#cookies, shape, perSecond: this.#perSecond, durationMs }
    const answered = once(this.#process, 'message')
    this.#process.send(order)
    return (await answered)[0]
  }

  stop(): void {
    this.#process.disconnect()
  }
}

function timesOf({ timesMs, statuses }: LoadReport): number[] {
  const refused = Object.keys(statuses).filter(status => status !== '200')
  if (refused.length > 0) throw new Error(`Calls of the other tenant were answered ${refused.join(', ')}`)
  return timesMs
}

function phaseOf(timesMs: readonly number[]): Phase {
  return { p50Ms: quantile(timesMs, 0.5), p99Ms: quantile(timesMs, 0.99) }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
