import type { LocalText } from '../model/rules.ts'
import type { SnapshotContent } from './snapshots.ts'

export type DecisionReason =
  | 'KILL'
  | 'LANE'
  | 'BLOCK'
  | 'ALLOW'
  | 'CONSTRAINT'
  | 'STICKY'
  | 'PERCENT'
  | 'DEFAULT'
  | 'NO_TENANT'

/** One rule of the table: whether it spoke, and what it saw. */
export interface RuleVerdict {
  reason: DecisionReason
  isMatch: boolean
  /** Such as `bucket 1550 < 2000`; for people. */
  detail: string
}

export interface ReleaseDecision {
  releaseId: string
  isGray: boolean
  reason: DecisionReason
}

/** `POST /decisions` of the gateway, and what explains an old request. */
export interface DecisionRecord {
  requestId: string
  at: string
  tenantId: string | null
  /** A page was served, or a call was routed. */
  kind: 'page' | 'call'
  snapshotId: string
  rulesRevision: number
  isStale: boolean
  decisions: ReleaseDecision[]
  /** `x-portico-route` of a call. */
  route: string | null
}

/** A tenant seen on a release lately, and the rule that put it there. */
export interface ReleaseTenant {
  tenantId: string
  reason: DecisionReason
  lastSeenAt: string
}

/** What a release names and a gateway could not give: its tenants have the stable one in its place. */
export interface LeftOut {
  releaseId: string
  kind: 'app' | 'shared' | 'service'
  name: string
  /** Of an artifact; of a service the tag. */
  version: string
  code: 'NAME_INVALID' | 'ARTIFACT_UNREADABLE' | 'NO_INSTANCE'
}

/** `GET /api/release/explain?tenant=&app=` or `?request=`. */
export interface Explanation {
  tenantId: string | null
  snapshotId: string
  rulesRevision: number
  isStale: boolean
  content: SnapshotContent
  decisions: (ReleaseDecision & { title: LocalText; rules: RuleVerdict[] })[]
  /** With `app`: its version and the release it comes from; null for the baseline. */
  app: { name: string; version: string; releaseId: string | null } | null
  /** Of the releases the tenant is on, what this gateway could not give. */
  leftOut: LeftOut[]
  /** With `request`: what was recorded then. */
  recorded: DecisionRecord | null
}
