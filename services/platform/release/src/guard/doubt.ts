import type { GuardrailVerdict, Release } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { describeHeld } from '../guardrails/held.ts'
import { alertOf } from '../webhooks/alert.ts'
import { announceToWebhooks } from '../webhooks/announce.ts'

/**
 * Trouble that too few users report aborts nothing: the release is held where it is, and the webhooks announce it, once as
 * long as it is about the same metrics. The release is locked.
 */
export async function announceDoubt(
  tx: Transaction,
  release: Release,
  verdicts: readonly GuardrailVerdict[],
): Promise<void> {
  const doubted = verdicts.filter(({ reportedBy }) => reportedBy !== undefined)
  const metrics = doubted.map(({ guardrail }) => guardrail.metric).join()
  if (!(await isNewer(tx, release.id, metrics))) return
  const reason = describeHeld(doubted)
  await audit(tx, {
    actor: 'guardrail',
    reason,
    action: 'release.doubt',
    subject: `release:${release.id}`,
    change: { metrics },
  })
  const alert = await alertOf(tx, release, { event: 'hold', what: reason })
  await announceToWebhooks(tx, 'hold', release, { reason, alert })
}

/** False when there is no doubt, or the same one as before. */
async function isNewer(tx: Transaction, releaseId: string, metrics: string): Promise<boolean> {
  if (metrics === '') {
    await tx.run('delete from release_doubt where release_id = $1', [releaseId])
    return false
  }
  const changed = await tx.run(
    `insert into release_doubt (release_id, metrics) values ($1, $2)
     on conflict (release_id) do update set metrics = excluded.metrics, since = now()
     where release_doubt.metrics <> excluded.metrics`,
    [releaseId, metrics],
  )
  return changed > 0
}
