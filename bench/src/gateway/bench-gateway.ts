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
  try {
    return await runRace(
      [...PEERS, TUNED_MERCURIUS, FULL, ...EACH_OFF, BARE, WARM, warmInRedis(redis.url), LIMIT],
      LENGTH,
    )
  } finally {
    await redis.kill()
  }
}

function besides(checkout: string): Contestant[] {
  const ours = [FULL, BARE, WARM].flatMap(one => [asIn(checkout, one), one])
  return [...ours, TUNED_MERCURIUS, LIMIT]
}
