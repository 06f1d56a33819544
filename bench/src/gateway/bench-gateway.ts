import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startRedis } from '@portico/bff-framework/testing/redis'
import { intervalOfMedian, median } from '../measure/statistics.ts'
import {
  asIn,
  BARE,
  BARE_IN_MEMORY,
  BYTES,
  type Contestant,
  DRESSED_BYTES,
  EACH_OFF,
  FULL,
  IN_MEMORY,
  inRedis,
  LIMIT,
  NOT_MODIFIED,
  PEERS,
  stored,
  TUNED_MERCURIUS,
  traced,
  WARM,
  warmInRedis,
} from './contestants.ts'
import { type RaceFigures, runRace } from './race.ts'

/** Some are slow to warm up: their plans are compiled by V8 only after thousands of requests. */
const LENGTH = { rounds: 7, round: 1_000, warmUp: 3_000 }

/** `checkout`: another one of this repository, whose gateway runs beside. Otherwise all that there is to compare with. */
export async function benchGateway(checkout: string | null): Promise<RaceFigures[]> {
  if (checkout !== null) return runRace(besides(checkout), LENGTH)
  const redis = await startRedis()
  const collector = await openCollector()
  const tracing = [traced(collector.url, '0.1'), traced(collector.url, '1')]
  try {
    return await runRace(
      [
        ...[
          ...PEERS,
          TUNED_MERCURIUS,
          FULL,
          ...tracing,
          ...EACH_OFF,
          BARE,
          WARM,
          warmInRedis(redis.url),
          LIMIT,
        ],
        ...keptOf(redis.url),
      ],
      LENGTH,
    )
  } finally {
    collector.close()
    await redis.kill()
  }
}

export interface TracingCost {
  name: string
  rounds: number
  offUs: number
  onUs: number
  /** What tracing adds: median of the ratios of rounds one after the other, less 1. */
  share: number
  /** In which the median lies with 95 of 100. */
  low: number
  high: number
}

/** So many calls a round that collecting garbage has its part in each. */
const TRACING_LENGTH = { rounds: 30, round: { calls: 5_000 }, warmUp: { calls: 10_000 } }

/** Default sampling beside no tracing at all, to the platform's own store and to a collector; and a tenth of all that a busy process answers. */
export async function benchTracing(): Promise<TracingCost[]> {
  const collector = await openCollector()
  try {
    const contestants = [
      FULL,
      stored(collector.url, null),
      stored(collector.url, '0.1'),
      traced(collector.url, null),
    ]
    const [off, ...on] = await runRace(contestants, TRACING_LENGTH)
    return on.map(({ name, cpuUs, cpuUsOfRounds }) => {
      const ratios = cpuUsOfRounds.map((us, round) => us / (off?.cpuUsOfRounds[round] ?? Number.NaN))
      const { low, high } = intervalOfMedian(ratios)
      return {
        ...{ name, rounds: ratios.length, offUs: off?.cpuUs ?? Number.NaN, onUs: cpuUs },
        ...{ share: median(ratios) - 1, low: low - 1, high: high - 1 },
      }
    })
  } finally {
    collector.close()
  }
}

/** Takes traces and throws them away. */
async function openCollector(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume().once('end', () => response.setHeader('content-type', 'application/json').end('{}'))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() }
}

/** Whole answers alone: what each way of finding them costs beside the bytes as they are. */
export async function benchKept(): Promise<RaceFigures[]> {
  const redis = await startRedis()
  try {
    return await runRace([...keptOf(redis.url), FULL], LENGTH)
  } finally {
    await redis.kill()
  }
}

function keptOf(redisUrl: string): Contestant[] {
  return [IN_MEMORY, BARE_IN_MEMORY, inRedis(redisUrl), NOT_MODIFIED, DRESSED_BYTES, BYTES]
}

function besides(checkout: string): Contestant[] {
  const ours = [FULL, BARE, WARM].flatMap(one => [asIn(checkout, one), one])
  return [...ours, TUNED_MERCURIUS, LIMIT]
}
