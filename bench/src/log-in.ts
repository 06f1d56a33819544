import type { RunningProduct } from '@portico/launcher/testing'
import pg from 'pg'
import { Pool } from 'undici'
import { median } from './measure/statistics.ts'

const ROUNDS = 150
const WARM_UP_ROUNDS = 10
const TIMEOUT_MS = 15_000

/** All with a wrong password. The known user is tried twice a round: how far these two differ is the noise. */
const TRIED = {
  known: { tenant: 'demo', username: 'owner' },
  knownAgain: { tenant: 'demo', username: 'owner' },
  unknownUser: { tenant: 'demo', username: 'ghost' },
  unknownTenant: { tenant: 'nowhere', username: 'owner' },
} as const
type Tried = keyof typeof TRIED
const NAMES = Object.keys(TRIED) as Tried[]

export interface LoginFigures {
  rounds: number
  /** Medians over the rounds. */
  ms: Record<Tried, number>
  /** Median over the rounds of the difference to the known user in the same round. */
  differenceMs: Record<Exclude<Tried, 'known'>, number>
  /** Half of the differences between the two tries of the known user in one round are larger. */
  noiseMs: number
}

/** How long a failed login takes over the gateway: what a stranger could infer from the time. */
export async function benchLogin(product: RunningProduct): Promise<LoginFigures> {
  const database = new pg.Client({ connectionString: product.databaseUrl })
  await database.connect()
  const gateway = new Pool(product.url)
  const rounds: Record<Tried, number>[] = []
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    const times = await measureRound(database, gateway, round + WARM_UP_ROUNDS)
    if (round >= 0) rounds.push(times)
  }
  await Promise.all([database.end(), gateway.close()])
  return summarize(rounds)
}

/** Each round begins with another one, so that none always comes first. */
async function measureRound(
  database: pg.Client,
  gateway: Pool,
  round: number,
): Promise<Record<Tried, number>> {
  const times: Partial<Record<Tried, number>> = {}
  for (let turn = 0; turn < NAMES.length; turn += 1) {
    const name = NAMES[(round + turn) % NAMES.length] as Tried
    // No attempt is refused for those before it: only the full work is of interest.
    await database.query('delete from identity.throttle')
    times[name] = await measureAttempt(gateway, name)
  }
  return times as Record<Tried, number>
}

async function measureAttempt(gateway: Pool, name: Tried): Promise<number> {
  const startedAt = performance.now()
  const { statusCode, body } = await gateway.request({
    method: 'POST',
    path: '/api/session',
    headers: { 'content-type': 'application/json', 'x-portico-csrf': '1' },
    body: JSON.stringify({ ...TRIED[name], password: 'wrong' }),
    headersTimeout: TIMEOUT_MS,
  })
  const text = await body.text()
  if (statusCode !== 401) throw new Error(`A wrong password was answered ${statusCode}: ${text}`)
  return performance.now() - startedAt
}

function summarize(rounds: readonly Record<Tried, number>[]): LoginFigures {
  const mediansOf = <Name extends Tried>(
    names: readonly Name[],
    of: (times: Record<Tried, number>, name: Name) => number,
  ) =>
    Object.fromEntries(names.map(name => [name, median(rounds.map(times => of(times, name)))])) as Record<
      Name,
      number
    >
  return {
    rounds: rounds.length,
    ms: mediansOf(NAMES, (times, name) => times[name]),
    differenceMs: mediansOf(
      ['knownAgain', 'unknownUser', 'unknownTenant'],
      (times, name) => times[name] - times.known,
    ),
    noiseMs: median(rounds.map(({ known, knownAgain }) => Math.abs(knownAgain - known))),
  }
}
