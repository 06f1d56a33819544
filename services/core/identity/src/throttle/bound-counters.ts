import type { Clearing, Transaction } from '@portico/service-kit'
import { COUNTERS } from './throttle.ts'

/** Of all names and networks together: some 20 MB. */
const MAX_COUNTERS = 50_000
/** Of one statement, which takes less than a second. */
const ROWS_AT_ONCE = 50_000

/**
 * Whatever names a stranger tries, no more counters are kept than `max` and what comes between two clearings. Those go
 * first that say least: no wait runs, few failures, forgotten soon. So new names push out no counter that holds a guesser up.
 */
export function boundCounters(max = MAX_COUNTERS): Clearing {
  return async (database, signal) => {
    let cleared = 0
    for (let more = 1; more > 0 && !signal.aborted; cleared += more)
      more = await database.tenant(COUNTERS, tx => trim(tx, max))
    return cleared
  }
}

/** A counter that a log-in holds is passed over: neither waits for the other. */
async function trim(tx: Transaction, max: number): Promise<number> {
  const { count } = await tx.get<{ count: number }>(
    'select count(*)::int as count from throttle where tenant_id = $1',
    [COUNTERS],
  )
  if (count <= max) return 0
  return tx.run(
    `delete from throttle where tenant_id = $1 and key in (
       select key from throttle where tenant_id = $1
       order by coalesce(blocked_until > clock_timestamp(), false), failures, forget_at
       limit $2 for update skip locked)`,
    [COUNTERS, Math.min(count - max, ROWS_AT_ONCE)],
  )
}
