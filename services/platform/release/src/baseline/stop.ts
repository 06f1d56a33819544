import type { Transaction } from '@portico/service-kit'
import type { Cause } from '../access/cause.ts'
import { audit } from '../audit/audit.ts'
import { touchFeed } from '../store/feed-state.ts'

/** The big red switch: while it is on no release applies to any tenant. */
export async function setStopped(tx: Transaction, isStopped: boolean, by: Cause): Promise<number> {
  const revision = await touchFeed(tx)
  await tx.run('update feed_state set is_stopped = $1', [isStopped])
  await audit(tx, { ...by, action: isStopped ? 'platform.stop' : 'platform.go', subject: 'platform' })
  return revision
}
