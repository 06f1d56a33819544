import type { Database } from '@portico/service-kit'
import { HEALTHY_SECONDS, sweepInstances } from '../store/instances.ts'

/** Beats come as often as that: who did not look for longer may have missed some. */
const MAX_GAP_MS = 5000

/**
 * A sweep that says whether it changed anything. It leaves all instances as they are until it has listened for as long as a
 * silence must last: at the start, and again after the service or its database was away, when no heartbeat could arrive.
 */
export function createSweep(
  database: Pick<Database, 'transaction'>,
  nowMs = () => performance.now(),
): () => Promise<boolean> {
  let lookedAtMs = Number.NEGATIVE_INFINITY
  let listensSinceMs = 0
  return () =>
    database.transaction({}, async tx => {
      // After the begin: that may have hung as long as the database did, and its time is the one silence is counted by.
      const beganAtMs = nowMs()
      if (beganAtMs - lookedAtMs > MAX_GAP_MS) listensSinceMs = beganAtMs
      const hasListened = beganAtMs - listensSinceMs >= HEALTHY_SECONDS * 1000
      const isChanged = hasListened && (await sweepInstances(tx))
      lookedAtMs = beganAtMs
      return isChanged
    })
}
