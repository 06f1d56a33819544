import type { Database } from '../database/database.ts'
import { expire } from '../sweep/sweep.ts'

/** Of calls that name no tenant. */
const NO_TENANT = '~calls'
/** A signature holds 30 s to either side of a receiver's clock, and the clocks of two copies may be as far apart. */
const KEEP_MINUTES = 3

export const endedNonces = expire('call_nonce', `at < now() - make_interval(mins => ${KEEP_MINUTES})`)

/**
 * True for the first copy of the service that is asked about a nonce, and never again. In the turn of the call's own tenant, so
 * that the writes of one are no wait for another.
 */
export function takeNonce(database: Database, tenantId: string, nonce: string): Promise<boolean> {
  const holder = tenantId || NO_TENANT
  return database.tenant(holder, async tx => {
    const taken = await tx.run(
      'insert into call_nonce (tenant_id, nonce) values ($1, $2) on conflict do nothing',
      [holder, nonce],
    )
    return taken === 1
  })
}
