import {
  type DecisionRecord,
  type Explanation,
  explainDecision,
  type LeftOut,
  type ReleaseDecision,
  type SnapshotContent,
  type TenantFacts,
} from '@portico/release'
import { Type } from 'typebox'
import type { UpstreamClient } from '../upstream/client.ts'
import type { Rules } from './rules/rules.ts'
import { decisionInput, resolveSnapshot, type Subject } from './snapshot-resolution.ts'

const Tenant = Type.Object({
  plan: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  region: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  createdAt: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})

/** What constraints would see of a tenant now; nothing when identity does not know it or is away. */
export async function findFacts(identity: UpstreamClient, tenantId: string): Promise<TenantFacts> {
  const path = `/tenants/${encodeURIComponent(tenantId)}`
  const tenant = await identity.find(path, { answer: Tenant }).catch(() => null)
  const known = Object.entries(tenant ?? {}).filter(([, value]) => typeof value === 'string')
  const wanted = known.filter(([name]) => ['plan', 'region', 'createdAt'].includes(name))
  return Object.fromEntries(wanted)
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
