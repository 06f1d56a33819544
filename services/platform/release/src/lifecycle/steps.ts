import type { Release, ReleaseState } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import type { Cause, StepCause } from '../access/cause.ts'
import { audit } from '../audit/audit.ts'
import { twoPeople } from '../four-eyes/promotion.ts'
import { requireReach } from '../four-eyes/reach.ts'
import { describeHeld, requireWell } from '../guardrails/held.ts'
import { approvalOf } from '../store/asked.ts'
import { getBaseline, writeBaseline } from '../store/baseline.ts'
import { touchFeed } from '../store/feed-state.ts'
import { requireArtifacts, requireInstances, requireNoOverlap, requireSharedFit } from '../store/overlay.ts'
import { releaseProblems } from '../store/problems.ts'
import { getRelease, requireState } from '../store/release.ts'
import { alertOf } from '../webhooks/alert.ts'
import { announceToWebhooks } from '../webhooks/announce.ts'
import { type Covered, inForceOf, laidOver } from './lay-over.ts'

/** Of a release that is locked. */
type Step = (tx: Transaction, release: Release, by: StepCause) => Promise<Release>

/** draft -> gray. Throws RELEASE_STATE, ARTIFACT_UNKNOWN, ARTIFACT_KIND, NO_INSTANCE, OVERLAY_CONFLICT, and as `requireReach`. */
const start: Step = async (tx, release, by) => {
  requireState(release, 'draft')
  await requireReach(tx, release, { ...release, listed: release.lists.allow.count }, by)
  await touchFeed(tx)
  await requireArtifacts(tx, release.overlay)
  await requireInstances(tx, release.overlay)
  await requireNoOverlap(tx, release.id, release.overlay)
  await tx.run(
    `update release set state = 'gray', started_at = now(), kept_bp = percent_bp, revision = revision + 1
     where id = $1`,
    [release.id],
  )
  const { overlay, percentBp } = release
  return noted(tx, release, by, { step: 'start', change: { overlay, percentBp } })
}

/**
 * gray -> full: the baseline takes the overlay over; where four eyes are asked for, at the second person's word.
 * Throws RELEASE_STATE, ARTIFACT_UNKNOWN, ARTIFACT_KIND, NO_INSTANCE, SHARED_RANGE, GUARDRAIL_HELD, and as `twoPeople`.
 */
const promote: Step = async (tx, release, by) => {
  requireState(release, 'gray')
  const held = await requireWell(tx, release, by)
  const approval = await twoPeople(tx, release, by)
  if (!approval.isDue) return approval.release
  const revision = await touchFeed(tx)
  await requireArtifacts(tx, release.overlay)
  await requireInstances(tx, release.overlay)
  const { baseline, revision: backTo } = await getBaseline(tx)
  const before = inForceOf(baseline, release.overlay)
  const next = laidOver(baseline, release.overlay)
  await requireSharedFit(tx, next)
  await writeBaseline(tx, { ...by, revision, baseline: next, releaseId: release.id, backTo })
  await tx.run('update release set before = $2 where id = $1', [release.id, JSON.stringify(before)])
  await end(tx, release, 'full', by)
  return noted(tx, release, by, {
    step: 'promote',
    change: {
      from: before,
      to: release.overlay,
      ...approvalOf(approval.asked, by),
      ...(held.length > 0 && { isForced: true, held: describeHeld(held) }),
    },
  })
}

/** draft or gray -> aborted; of a gray one the snapshots that name it are revoked. Throws RELEASE_STATE. */
const abort: Step = async (tx, release, by) => {
  requireState(release, 'draft', 'gray')
  if (release.state === 'gray') await touchFeed(tx)
  await end(tx, release, 'aborted', by)
  return noted(tx, release, by, {
    step: 'abort',
    change: { overlay: release.overlay, isForced: by.isForced ?? false },
  })
}

/**
 * Of a full release in force: the names of its overlay are what they were before its promotion. Of a gray one: abort.
 * Throws RELEASE_STATE, also when the baseline has moved on since; ARTIFACT_UNKNOWN when what it goes back to was deleted.
 */
const rollback: Step = async (tx, release, by) => {
  if (release.state === 'gray') return abort(tx, release, by)
  requireState(release, 'full', 'gray')
  const revision = await touchFeed(tx)
  const { baseline } = await getBaseline(tx)
  requireInForce(release, inForceOf(baseline, release.overlay))
  const { before } = await tx.get<{ before: Covered }>('select before from release where id = $1', [
    release.id,
  ])
  const next = laidOver(baseline, before)
  await requireArtifacts(tx, {
    apps: present(before.apps),
    shared: present(before.shared ?? {}),
  })
  await writeBaseline(tx, { ...by, revision, baseline: next, releaseId: release.id })
  await end(tx, release, 'aborted', by)
  return noted(tx, release, by, {
    step: 'rollback',
    change: { from: release.overlay, to: before, isForced: by.isForced ?? false },
  })
}

export const releaseSteps = { start, promote, abort, rollback } as const

/** A promotion that was forced must not make tabs leave by force when it is revoked later. */
async function end(tx: Transaction, { id }: Release, state: ReleaseState, { reason, isForced }: StepCause) {
  await tx.run(
    `update release set state = $2, ended_at = now(), end_reason = $3, is_forced = $4, promotion = null, revision = revision + 1
     where id = $1`,
    [id, state, reason, state === 'aborted' && (isForced ?? false)],
  )
}

async function noted(
  tx: Transaction,
  { id }: Release,
  { actor, reason }: Cause,
  { step, change }: { step: keyof typeof releaseSteps; change: Record<string, unknown> },
): Promise<Release> {
  await audit(tx, { actor, reason, action: `release.${step}`, subject: `release:${id}`, change })
  const release = await getRelease(tx, id)
  const event = step === 'rollback' ? 'abort' : step
  // What a person did is known to a person already.
  const isAlert = step === 'abort' && actor === 'guardrail'
  const alert = isAlert ? await alertOf(tx, release, { event: 'abort', what: reason ?? '' }) : undefined
  await announceToWebhooks(tx, event, release, { by: actor, reason, alert })
  return release
}

function requireInForce({ title, overlay, state }: Release, present: Covered) {
  const moved = [
    ...Object.entries(overlay.apps).filter(([name, version]) => present.apps[name] !== version),
    ...Object.entries(overlay.services).filter(([name, tag]) => present.services[name] !== tag),
    ...Object.entries(overlay.shared ?? {}).filter(([name, version]) => present.shared?.[name] !== version),
  ].map(([name]) => name)
  if (moved.length === 0) return
  throw releaseProblems.RELEASE_STATE(
    `${title.en} is no longer in force: ${moved.join(', ')} changed since. Return to an earlier set instead.`,
    { state, names: moved },
  )
}

function present(apps: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(apps).flatMap(([name, version]) => (version ? [[name, version]] : [])),
  )
}
