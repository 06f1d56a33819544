import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startRedis } from '@portico/bff-framework/testing/redis'
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

/** Takes traces and throws them away. */
export async function openCollector(): Promise<{ url: string; close(): void }> {
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
