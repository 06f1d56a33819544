import {
  type DecisionRecord,
  type Explanation,
  explainDecision,
  type LeftOut,
  type ReleaseDecision,
  type SnapshotContent,
  type TenantFacts,
} from '@portico/release'
import type { IdentityClient } from '../upstream/identity-client.ts'
import type { Rules } from './rules/rules.ts'
import { decisionInput, resolveSnapshot, type Subject } from './snapshot-resolution.ts'

/** What constraints would see of a tenant now; nothing when identity does not know it or is away. */
export async function findFacts(identity: IdentityClient, tenantId: string): Promise<TenantFacts> {
  const tenant = await identity.find('getTenant', { params: { id: tenantId } }).catch(() => null)
  const { plan, region, createdAt } = tenant ?? {}
  return { ...(plan && { plan }), ...(region && { region }), ...(createdAt && { createdAt }) }
}

export interface ExplainRequest {
  subject: Subject
  app: string | null
  recorded: DecisionRecord | null
  isStale: boolean
}

/** What a tenant gets by the present rules, with every rule that won and lost. */
export function explainTenant(
  rules: Rules,
  { subject, app, recorded, isStale }: ExplainRequest,
): Explanation {
  const { id, content, rulesRevision } = resolveSnapshot(rules, subject)
  const decisions = rules.feed.releases.map(release => ({
    releaseId: release.id,
    title: release.title,
    ...explainDecision(release, decisionInput(rules, release.id, subject)),
  }))
  return {
    tenantId: subject.tenantId,
    snapshotId: id,
    rulesRevision,
    isStale,
    content,
    decisions,
    app: app === null ? null : explainApp(rules, app, content),
    leftOut: leftOutFor(rules, decisions),
    recorded,
  }
}

function explainApp({ feed }: Rules, name: string, { apps, releases }: SnapshotContent): Explanation['app'] {
  const version = Object.hasOwn(apps, name) ? apps[name] : undefined
  if (version === undefined) return null
  const named = [...feed.releases, ...feed.inForce].filter(({ id }) => releases.includes(id))
  const release = named.find(({ overlay }) => overlay.apps[name] === version)
  return { name, version, releaseId: release?.id ?? null }
}

/** Of the releases a tenant is on, what this process cannot give it. */
export function leftOutFor(
  { leftOut = [] }: Rules,
  decisions: readonly Pick<ReleaseDecision, 'releaseId' | 'isGray'>[],
): LeftOut[] {
  const on = new Set(decisions.flatMap(({ releaseId, isGray }) => (isGray ? [releaseId] : [])))
  return leftOut.filter(({ releaseId }) => on.has(releaseId))
}
