import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startRedis } from '@portico/bff-framework/testing/redis'
import {
  asIn,
  BARE,
  type Contestant,
  EACH_OFF,
  FULL,
  LIMIT,
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
      [...PEERS, TUNED_MERCURIUS, FULL, ...tracing, ...EACH_OFF, BARE, WARM, warmInRedis(redis.url), LIMIT],
      LENGTH,
    )
  } finally {
    collector.close()
    await redis.kill()
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

function besides(checkout: string): Contestant[] {
  const ours = [FULL, BARE, WARM].flatMap(one => [asIn(checkout, one), one])
  return [...ours, TUNED_MERCURIUS, LIMIT]
}
