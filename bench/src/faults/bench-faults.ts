import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Priority, ServiceCall } from '@portico/service-client'
import { quantile } from '../measure/statistics.ts'
import { type Behaviour, BenchInstance } from './instance.ts'

type Package = typeof import('@portico/service-client')

/** Of two: in the first the client notices. */
const PHASE_MS = 12_000
const PHASES = ['at once', 'noticed'] as const
const CALL_TIMEOUT_MS = 2_000
const STEP_MS = 5

interface Fault {
  name: string
  instances: readonly Behaviour[]
  perSecond: number
}

/** Of an instance that is well. */
const WELL: Behaviour = { workMs: 5 }
const THREE = 300

const FAULTS: readonly Fault[] = [
  { name: 'three instances, all well', instances: [WELL, WELL, WELL], perSecond: THREE },
  { name: 'one of three slow (250 ms)', instances: [WELL, WELL, { workMs: 250 }], perSecond: THREE },
  { name: 'one of three hangs', instances: [WELL, WELL, { workMs: 0, hangs: true }], perSecond: THREE },
  {
    name: 'one of three fails half of its calls',
    instances: [WELL, WELL, { ...WELL, failedShare: 0.5 }],
    perSecond: THREE,
  },
  {
    name: 'all three fail a third of their calls',
    instances: Array.from({ length: 3 }, () => ({ ...WELL, failedShare: 1 / 3 })),
    perSecond: THREE,
  },
  {
    name: 'one instance, asked for twice what it can do',
    instances: [{ workMs: 20, places: 8 }],
    perSecond: 800,
  },
]

/** A tenth writes, a fifth background work, the rest for persons. */
const MIX: readonly Priority[] = [
  'write',
  ...Array.from({ length: 7 }, () => 'interactive' as const),
  'background',
  'background',
]

interface Ending {
  priority: Priority
  outcome: 'ok' | 'refused' | 'failed' | 'late'
  ms: number
}

export interface FaultFigures {
  fault: string
  client: string
  phase: (typeof PHASES)[number]
  calls: number
  outcomes: Record<Ending['outcome'], number>
  /** Answered well, of each kind: share. */
  okShares: Record<Priority, number>
  /** Of those answered well. */
  p50Ms: number
  p95Ms: number
  p99Ms: number
  /** Calls that came to each. */
  byInstance: number[]
}

/** Each fault with the client of this checkout, and of another one. */
export async function benchFaults(checkout: string | null): Promise<FaultFigures[]> {
  const clients = new Map<string, Package>()
  if (checkout !== null) {
    const path = join(checkout, 'toolkit/service-client/src/index.ts')
    clients.set('before', await import(pathToFileURL(path).href))
  }
  clients.set('now', await import('@portico/service-client'))
  const figures: FaultFigures[] = []
  for (const fault of FAULTS) {
    for (const [client, code] of clients) figures.push(...(await measure(fault, client, code)))
  }
  return figures
}

async function measure(fault: Fault, client: string, code: Package): Promise<FaultFigures[]> {
  const instances = await Promise.all(fault.instances.map(one => BenchInstance.start(one)))
  const caller = new Caller(code, instances)
  const figures: FaultFigures[] = []
  for (const phase of PHASES) {
    const before = instances.map(({ count }) => count)
    const endings = await caller.run(fault.perSecond, PHASE_MS)
    const byInstance = instances.map(({ count }, at) => count - (before[at] ?? 0))
    figures.push({ fault: fault.name, client, phase, byInstance, ...figuresOf(endings) })
  }
  await caller.close()
  for (const instance of instances) instance.stop()
  return figures
}

/** Asks at a steady pace, whatever is answered. */
class Caller {
  readonly #code: Package
  readonly #client: InstanceType<Package['ResilientClient']>
  #turn = 0

  constructor(code: Package, instances: readonly BenchInstance[]) {
    this.#code = code
    const discovery = new code.Discovery(['sales'], { sales: instances[0]?.url ?? '' })
    discovery.setInstances(
      instances.map(({ url }) => ({
        ...{ id: randomUUID(), service: 'sales', tag: 'stable', version: '1.0.0', url },
        isHealthy: true,
      })),
    )
    this.#client = new code.ResilientClient(discovery)
  }

  async run(perSecond: number, ms: number): Promise<Ending[]> {
    const calls: Promise<Ending>[] = []
    const from = performance.now()
    for (let now = from; now - from < ms; now = performance.now()) {
      const due = Math.floor(((now - from) / 1_000) * perSecond)
      while (calls.length < due) calls.push(this.#ask())
      await sleep(STEP_MS)
    }
    return Promise.all(calls)
  }

  async close(): Promise<void> {
    await this.#client.close()
  }

  async #ask(): Promise<Ending> {
    const priority = MIX[this.#turn++ % MIX.length] ?? 'interactive'
    const startedAt = performance.now()
    const isRead = priority !== 'write'
    const call: ServiceCall = {
      service: 'sales',
      method: isRead ? 'GET' : 'POST',
      path: '/orders',
      headers: {},
      isRead,
      priority,
      binding: new this.#code.ServiceBinding(this.#code.stableTargets),
      timeoutMs: CALL_TIMEOUT_MS,
      deadlineAt: startedAt + CALL_TIMEOUT_MS,
    }
    const attempt = await this.#client.send(call)
    return { priority, outcome: outcomeOf(attempt), ms: performance.now() - startedAt }
  }
}

function outcomeOf(attempt: Awaited<ReturnType<InstanceType<Package['ResilientClient']>['send']>>) {
  if (attempt.outcome === 'answered') return attempt.isFailure ? 'failed' : 'ok'
  if (attempt.outcome === 'timedOut') return 'late'
  return attempt.outcome === 'notSent' ? 'refused' : 'failed'
}

function figuresOf(endings: readonly Ending[]) {
  const outcomes = { ok: 0, refused: 0, failed: 0, late: 0 }
  for (const { outcome } of endings) outcomes[outcome] += 1
  const times = endings.filter(({ outcome }) => outcome === 'ok').map(({ ms }) => ms)
  const shareOf = (priority: Priority) => {
    const own = endings.filter(one => one.priority === priority)
    return own.filter(({ outcome }) => outcome === 'ok').length / own.length
  }
  return {
    calls: endings.length,
    outcomes,
    okShares: {
      write: shareOf('write'),
      interactive: shareOf('interactive'),
      background: shareOf('background'),
    },
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    p99Ms: quantile(times, 0.99),
  }
}
