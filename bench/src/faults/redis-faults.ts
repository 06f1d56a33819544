import { type RedisServer, startFar, startRedis } from '@portico/bff-framework/testing/redis'
import { asIn, type Contestant, warmInRedis } from '../gateway/contestants.ts'
import { type Runner, startPinned, startRunner } from '../gateway/runners.ts'
import { askRedis } from '../measure/ask-redis.ts'
import { callAtPace } from '../measure/pace.ts'
import { quantile } from '../measure/statistics.ts'

/** A query with four calls where nothing is at hand; a fraction of what the gateway can do. */
const PER_SECOND = 60
const PHASE_MS = 8_000
const WARM_MS = 3_000
const FAR_MS = 100

export interface RedisFigures {
  gateway: 'before' | 'now'
  fault: string
  calls: number
  failed: number
  p50Ms: number
  p95Ms: number
  p99Ms: number
  maxMs: number
}

interface Site {
  redis: RedisServer
  far: Awaited<ReturnType<typeof startFar>>
}

interface Fault {
  name: string
  begin(site: Site): Promise<unknown>
  end(site: Site): Promise<unknown>
}

const nothing = async () => {}

const FAULTS: readonly Fault[] = [
  { name: 'Redis is well', begin: nothing, end: nothing },
  {
    name: `each word takes ${FAR_MS} ms each way`,
    begin: async ({ far }) => far.delayBy(FAR_MS),
    end: async ({ far }) => far.delayBy(0),
  },
  {
    name: 'it hangs (SIGSTOP)',
    begin: async ({ redis }) => redis.pause(),
    end: async ({ redis }) => redis.resume(),
  },
  {
    name: 'it is full (`noeviction`)',
    begin: ({ redis }) => askRedis(redis.url, 'CONFIG SET maxmemory 1'),
    end: ({ redis }) => askRedis(redis.url, 'CONFIG SET maxmemory 0'),
  },
  { name: 'it is dead', begin: ({ redis }) => redis.kill(), end: ({ redis }) => redis.start() },
  { name: 'it is back, and empty', begin: nothing, end: nothing },
]

/**
 * A gateway that reads what it keeps of entities from Redis alone, asked at a steady pace while Redis has one fault after the
 * other; beside it the same gateway without an entity cache, for what a miss takes. `checkout`: all of it there as well.
 */
export async function benchRedisFaults(checkout: string | null): Promise<RedisFigures[]> {
  const figures: RedisFigures[] = []
  if (checkout !== null)
    figures.push(...(await benchGateway('before', contestant => asIn(checkout, contestant))))
  figures.push(...(await benchGateway('now', contestant => contestant)))
  return figures
}

async function benchGateway(
  gateway: RedisFigures['gateway'],
  place: (contestant: Contestant) => Contestant,
): Promise<RedisFigures[]> {
  const redis = await startRedis(['--maxmemory-policy', 'noeviction'])
  const far = await startFar(redis.url, 0)
  const upstream = await startPinned('upstream-stub.ts', { core: null })
  const figures: RedisFigures[] = []
  const note = async (runner: Runner, fault: string) =>
    void figures.push({ gateway, fault, ...(await measure(runner)) })
  try {
    const cached = place(warmInRedis(far.url))
    const uncached = { ...cached, options: {} }
    await measured(uncached, upstream.url, runner => note(runner, 'nothing is kept: what a miss takes'))
    const nearOff = { ...cached, options: { ...cached.options, isNearOff: true } }
    await measured(nearOff, upstream.url, async runner => {
      for (const { name, begin, end } of FAULTS) {
        await begin({ redis, far })
        await note(runner, name)
        await end({ redis, far })
      }
    })
  } finally {
    await upstream.stop()
    await far.close()
    await redis.kill()
  }
  return figures
}

async function measured<T>(
  contestant: Contestant,
  url: string,
  work: (runner: Runner) => Promise<T>,
): Promise<T> {
  const runner = await startRunner(contestant, url, true)
  try {
    await callAtPace(async () => void (await runner.ask().catch(() => {})), PER_SECOND, WARM_MS)
    return await work(runner)
  } finally {
    await runner.stop()
  }
}

/** The whole phase counts, that in which the fault is noticed too. */
async function measure(runner: Runner): Promise<Omit<RedisFigures, 'gateway' | 'fault'>> {
  const timesMs: number[] = []
  let failed = 0
  const call = async () => {
    const began = performance.now()
    await runner.ask().catch(() => {
      failed += 1
    })
    timesMs.push(performance.now() - began)
  }
  await callAtPace(call, PER_SECOND, PHASE_MS)
  const [p50Ms = 0, p95Ms = 0, p99Ms = 0, maxMs = 0] = [0.5, 0.95, 0.99, 1].map(q => quantile(timesMs, q))
  return { calls: timesMs.length, failed, p50Ms, p95Ms, p99Ms, maxMs }
}

/** Of RESULTS.md. */
export function redisFaultSection(all: readonly RedisFigures[]): string[] {
  return [
    '## Redis with faults',
    '',
    `A gateway that reads what it keeps of entities from Redis alone (nothing near), and its session too: ${PER_SECOND} queries a second for ${PHASE_MS / 1000} s with each fault, one after the other, those in which it is noticed among them. First the same without a cache of entities.`,
    '',
    '| fault | gateway | calls | failed | p50 | p95 | p99 | longest |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...all.map(({ fault, gateway, calls, failed, ...times }) => {
      const ms = [times.p50Ms, times.p95Ms, times.p99Ms, times.maxMs].map(each => `${each.toFixed(1)} ms`)
      return `| ${[fault, gateway, calls, failed, ...ms].join(' | ')} |`
    }),
    '',
  ]
}
