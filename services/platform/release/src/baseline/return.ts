import type { Baseline, BaselineEntry } from '@portico/release'
import { problems, type Transaction, versionConflict } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { touchFeed } from '../feed/revision.ts'
import type { Cause } from '../releases/cause.ts'
import { requireArtifacts } from '../releases/overlay.ts'
import { listInForce, lockFull } from '../releases/release.ts'
import { findBaseline, getBaseline, writeBaseline } from './baseline.ts'

/**
 * The baseline becomes exactly an earlier one. Full releases that fall out of force by it are taken back as by rollback:
 * tabs that live on them are told. Running releases go on. `seen` is the revision of the baseline it was decided on.
 * Throws NOT_FOUND, VERSION_CONFLICT, ARTIFACT_UNKNOWN.
 */
export async function returnToBaseline(
  tx: Transaction,
  { wanted, seen }: { wanted: number; seen: number },
  by: Cause,
): Promise<BaselineEntry> {
  // Before the feed, as every step of a release does it.
  await lockFull(tx)
  const revision = await touchFeed(tx)
  const target = await findBaseline(tx, wanted)
  if (!target) throw problems.NOT_FOUND(`No baseline has the revision ${wanted}.`)
  await requireArtifacts(tx, artifactsOf(target.baseline))
  const { baseline: from, revision: present } = await getBaseline(tx)
  if (present !== seen) throw versionConflict(present)
  const before = await listInForce(tx)
  const entry = await writeBaseline(tx, { ...by, revision, baseline: target.baseline })
  const still = new Set((await listInForce(tx)).map(({ id }) => id))
  const takenBack = before.map(({ id }) => id).filter(id => !still.has(id))
  await tx.run(
    `update release set state = 'aborted', ended_at = now(), end_reason = $2, revision = revision + 1
     where id = any($1)`,
    [takenBack, by.reason],
  )
  for (const id of takenBack) {
    const change = { baseline: wanted }
    await audit(tx, { ...by, action: 'release.rollback', subject: `release:${id}`, change })
  }
  await audit(tx, {
    ...by,
    action: 'baseline.return',
    subject: `baseline:${wanted}`,
    change: { from, to: target.baseline, takenBack },
  })
  return entry
}

function artifactsOf({ shell, apps, shared }: Baseline): Record<string, string> {
  return { ...shared, ...apps, ...(shell ? { shell } : {}) }
}
