import type { Baseline, BaselineEntry } from '@portico/release'
import { problems, type Transaction } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { touchFeed } from '../feed/revision.ts'
import type { Cause } from '../releases/cause.ts'
import { requireArtifacts } from '../releases/overlay.ts'
import { listInForce } from '../releases/release.ts'
import { findBaseline, getBaseline, writeBaseline } from './baseline.ts'

/**
 * The baseline becomes exactly an earlier one. Full releases that fall out of force by it are taken back as by rollback:
 * tabs that live on them are told. Running releases go on. Throws NOT_FOUND, ARTIFACT_UNKNOWN.
 */
export async function returnToBaseline(tx: Transaction, wanted: number, by: Cause): Promise<BaselineEntry> {
  const revision = await touchFeed(tx)
  const target = await findBaseline(tx, wanted)
  if (!target) throw problems.NOT_FOUND(`No baseline has the revision ${wanted}.`)
  await requireArtifacts(tx, artifactsOf(target.baseline))
  const { baseline: from } = await getBaseline(tx)
  const before = await listInForce(tx)
  const entry = await writeBaseline(tx, { ...by, revision, baseline: target.baseline })
  const still = new Set((await listInForce(tx)).map(({ id }) => id))
  const takenBack = before.map(({ id }) => id).filter(id => !still.has(id))
  await tx.run(
    `update release set state = 'aborted', ended_at = now(), end_reason = $2, revision = revision + 1
     where id = any($1)`,
    [takenBack, by.reason],
  )
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
