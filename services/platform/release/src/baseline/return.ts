import type { Baseline, BaselineEntry } from '@portico/release'
import { problems, type Transaction, versionConflict } from '@portico/service-kit'
import type { PersonCause } from '../access/cause.ts'
import { audit } from '../audit/audit.ts'
import { isFourEyes } from '../four-eyes/is-four-eyes.ts'
import { dropRequest, findRequest, keepRequest } from '../four-eyes/requests.ts'
import { approvalOf, askedBy, type OpenRequest, requireSecond, shownRequest } from '../store/asked.ts'
import { findBaseline, findLastSet, getBaseline, writeBaseline } from '../store/baseline.ts'
import { touchFeed } from '../store/feed-state.ts'
import { requireArtifacts, requireInstances } from '../store/overlay.ts'
import { releaseProblems } from '../store/problems.ts'
import { listInForce, lockFull } from '../store/release.ts'

interface Wanted {
  /** Of the set to return to. */
  wanted: number
  /** Of the baseline in force, as who decided saw it. */
  seen: number
}

/**
 * The baseline becomes exactly an earlier one. Full releases that fall out of force by it are revoked as by rollback: tabs
 * that live on them get a message. Running releases go on. Under four eyes one operator alone returns to the last set that
 * was in force, once; to any other, one operator asks and a second one's return takes effect.
 * Throws NOT_FOUND, VERSION_CONFLICT, BASELINE_EMPTY, ARTIFACT_UNKNOWN, NO_INSTANCE, and as `requireSecond`.
 */
export async function returnToBaseline(
  tx: Transaction,
  { wanted, seen }: Wanted,
  by: PersonCause,
): Promise<BaselineEntry> {
  // Before the feed, as every step of a release does it.
  await lockFull(tx)
  const revision = await touchFeed(tx)
  const target = await findBaseline(tx, wanted)
  if (!target) throw problems.NOT_FOUND(`No baseline has the revision ${wanted}.`)
  await requireUsable(tx, target.baseline)
  const { baseline: from, revision: present } = await getBaseline(tx)
  if (present !== seen) throw versionConflict(present)
  const approval = await decide(tx, { wanted, seen }, by)
  if (approval === 'asked') return getWithRequest(tx)
  const { actor, reason } = by
  const before = await listInForce(tx)
  const backTo = approval ? { backTo: present } : {}
  const entry = await writeBaseline(tx, { actor, reason, revision, baseline: target.baseline, ...backTo })
  const still = new Set((await listInForce(tx)).map(({ id }) => id))
  const revoked = before.map(({ id }) => id).filter(id => !still.has(id))
  await tx.run(
    `update release set state = 'aborted', ended_at = now(), end_reason = $2, revision = revision + 1
     where id = any($1)`,
    [revoked, by.reason],
  )
  for (const id of revoked) {
    const change = { baseline: wanted }
    await audit(tx, { actor, reason, action: 'release.rollback', subject: `release:${id}`, change })
  }
  await audit(tx, {
    actor,
    reason,
    action: 'baseline.return',
    subject: `baseline:${wanted}`,
    change: { from, to: target.baseline, revoked, ...approvalOf(approval, by) },
  })
  return entry
}

/** What is in force, with the return that waits for a second operator; one decided on another set is void. */
export async function getWithRequest(tx: Transaction): Promise<BaselineEntry> {
  const entry = await getBaseline(tx)
  const request = await findRequest<Wanted>(tx, 'baseline')
  if (request?.wanted.seen !== entry.revision) return entry
  return { ...entry, returning: { ...shownRequest(request.asked), revision: request.wanted.wanted } }
}

/** Null: one operator alone may. Otherwise the request that is approved, or that it was only asked for. */
async function decide(
  tx: Transaction,
  { wanted, seen }: Wanted,
  by: PersonCause,
): Promise<OpenRequest | 'asked' | null> {
  if (!(await isFourEyes(tx)) || (await findLastSet(tx)) === wanted) return null
  const request = await findRequest<Wanted>(tx, 'baseline')
  if (request?.wanted.wanted === wanted && request.wanted.seen === seen) {
    requireSecond(request.asked, by)
    await dropRequest(tx, 'baseline')
    return request.asked
  }
  await keepRequest(tx, 'baseline', { wanted: { wanted, seen }, asked: askedBy(by) })
  const { actor, reason } = by
  const subject = `baseline:${wanted}`
  await audit(tx, { actor, reason, action: 'baseline.return-request', subject })
  return 'asked'
}

/** A set with nothing in it, or with a service that does not run, is none to return to: every page would be empty or broken. */
async function requireUsable(tx: Transaction, baseline: Baseline): Promise<void> {
  if (baseline.shell === '' && Object.keys(baseline.apps).length === 0)
    throw releaseProblems.BASELINE_EMPTY(
      'Nothing was published in that set: there would be no page. Choose a later one.',
    )
  await requireArtifacts(tx, artifactsOf(baseline))
  await requireInstances(tx, baseline)
}

function artifactsOf({ shell, apps, shared }: Baseline): Pick<Baseline, 'apps' | 'shared'> {
  return { apps: { ...apps, ...(shell ? { shell } : {}) }, shared }
}
