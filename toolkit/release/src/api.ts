import type {
  Baseline,
  Constraint,
  ListRef,
  LocalText,
  MemberList,
  ReleaseState,
  RunningRelease,
  ServiceInstance,
  Tag,
} from './rules.ts'

/** The JSON of the release service, which the gateway passes on below `/api/release/`. Instants are ISO texts in UTC. */

export interface Page<Item> {
  items: Item[]
  /** For `?after=`; null at the end. */
  nextCursor: string | null
}

export interface Artifact {
  name: string
  version: string
  kind: 'app' | 'shell' | 'shared'
  /** Of all files as they are, before compression. */
  sizeBytes: number
  fileCount: number
  /** SHA-256 over the sorted paths and hashes of all files, hex. */
  digest: string
  publishedAt: string
  publishedBy: string
  /** Built on this machine by the launcher; replaced by the next build without asking. */
  isLocal: boolean
}

export interface ArtifactFile {
  path: string
  sizeBytes: number
  /** `sha384-...` */
  integrity: string
}

export interface ArtifactDetails extends Artifact {
  files: ArtifactFile[]
  title: LocalText | null
  base: string | null
  operationCount: number
  requires: Record<string, string>
}

/** What one version has that another has not. */
export interface ArtifactChanges {
  from: string
  to: string
  added: ArtifactFile[]
  removed: ArtifactFile[]
  changed: { path: string; fromBytes: number; toBytes: number }[]
  /** Names of graph operations. */
  operationsAdded: string[]
  operationsRemoved: string[]
  sizeDeltaBytes: number
}

export type GuardrailMetric = 'load-failures' | 'js-errors' | 'upstream-errors' | 'p95-ms'

export interface Guardrail {
  metric: GuardrailMetric
  /** Breached when gray is worse than stable by more than this: a share (0.05 = 5 points) or, for p95, a factor (1.5). */
  limit: number
  /** Gray loads (or calls) needed before it judges; less is "hold". */
  minSamples: number
}

export interface Audience {
  percentBp: number
  constraints: Constraint[]
  lists: Record<MemberList, ListRef>
}

export interface Release extends Omit<RunningRelease, 'lists' | 'percentBp' | 'constraints'>, Audience {
  state: ReleaseState
  /** For `If-Match`. */
  revision: number
  guardrails: Guardrail[]
  createdAt: string
  createdBy: string
  startedAt: string | null
  /** Promoted, aborted or rolled back. */
  endedAt: string | null
  /** Why it ended, in the words of who ended it. */
  endReason: string | null
}

/** `POST /releases`. What is left out is empty, false or 0. */
export interface WantedRelease {
  overlay: { apps?: Record<string, string>; services?: Record<string, Tag> }
  /** Left out: the id. The same one as another release's puts the same tenants in by percentage. */
  salt?: string
  title?: LocalText
  notes?: LocalText
  percentBp?: number
  allow?: string[]
  block?: string[]
  constraints?: Constraint[]
  breaking?: boolean
  isOpenToJoin?: boolean
  /** Left out: the default ones (load failures, JS errors, upstream errors, p95). */
  guardrails?: Guardrail[]
  reason?: string
}

/** `PATCH /releases/:id` with `If-Match`. Only what is given changes. */
export interface ReleaseChange {
  title?: LocalText
  notes?: LocalText
  percentBp?: number
  /** With a lower `percentBp`: who was in by percentage goes out. */
  evict?: boolean
  constraints?: Constraint[]
  breaking?: boolean
  isOpenToJoin?: boolean
  guardrails?: Guardrail[]
  reason?: string
}

/** `POST /releases/:id/start|promote|abort|rollback` with `If-Match`. */
export interface ReleaseStep {
  reason?: string
  /** abort and rollback only: tabs must not go on, whatever is unsaved in them. */
  isForced?: boolean
}

/** `POST /releases/:id/members/:list` with `If-Match`: at most 10,000 of each. */
export interface MemberChange {
  add?: string[]
  remove?: string[]
  reason?: string
}

export interface BaselineEntry {
  revision: number
  baseline: Baseline
  at: string
  actor: string
  reason: string | null
  /** Of the release that was promoted or rolled back, if that made it. */
  releaseId: string | null
}

export interface AuditEntry {
  id: string
  at: string
  /** `user:<name>`, `token:<name>`, `guardrail` or `system`. */
  actor: string
  /** Such as `release.start`, `release.widen`, `artifact.publish`, `token.create`. */
  action: string
  /** Such as `release:01J...` or `artifact:sales@1.5.0`. */
  subject: string
  reason: string | null
  /** What it was and became, where that can be said shortly. */
  change: Record<string, unknown>
}

/** What a tab lives on, as it was served. */
export interface SnapshotContent {
  shell: string
  /** App -> version. */
  apps: Record<string, string>
  shared: Record<string, string>
  services: Record<string, Tag>
  /** Ids of the releases in it. */
  releases: string[]
}

export interface ServedSnapshot {
  id: string
  content: SnapshotContent
  firstServedAt: string
  lastServedAt: string
  pageCount: number
}

/** `POST /snapshots` of the gateway: what it served since it last said so. */
export interface SnapshotReport {
  items: { id: string; content: SnapshotContent; at: string; pageCount: number }[]
}

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
  /** A page was served, or a call took its road. */
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
  /** With `request`: what was recorded then. */
  recorded: DecisionRecord | null
}

/** `PUT /instances/:id`, every 5 s; the answer tells the caller who else is there. */
export interface Heartbeat {
  service: string
  tag: Tag
  version: string
  url: string
}

export interface HeartbeatAnswer {
  revision: number
  instances: ServiceInstance[]
}

/** `GET /roads/:tenantId`: the tags a tenant's jobs take when they are fired now. */
export interface TenantRoad {
  tenantId: string
  services: Record<string, Tag>
  revision: number
}

/** Counts of one minute, one road and one app or service; `release` is null for stable. Sent as differences. */
export interface Measurement {
  /** ISO, seconds are 0. */
  minute: string
  release: string | null
  subject: { kind: 'app' | 'service'; name: string }
  /** Apps: loads. Services: calls. */
  count: number
  /** Apps: loads that failed. Services: calls that failed (5xx, timeout, no connection). */
  failures: number
  /** Apps only: errors after loading. */
  errors: number
  /** Durations in ms in buckets of `durationBoundsMs`; one more for what is above. */
  durations: number[]
}

/** Upper bounds of the buckets of `Measurement.durations`, in ms. */
export const durationBoundsMs = [5, 10, 20, 35, 50, 75, 100, 150, 250, 500, 1000, 2500, 5000, 10000] as const

export interface MeasurementReport {
  items: Measurement[]
}

export interface Figures {
  count: number
  failures: number
  errors: number
  /** Null: too little to say. */
  p50Ms: number | null
  p95Ms: number | null
}

/** `GET /releases/:id/figures?minutes=`: gray against stable. */
export interface ReleaseFigures {
  releaseId: string
  minutes: number
  subjects: { kind: 'app' | 'service'; name: string; gray: Figures; stable: Figures }[]
  guardrails: GuardrailVerdict[]
}

export interface GuardrailVerdict {
  guardrail: Guardrail
  state: 'hold' | 'ok' | 'breached'
  gray: number | null
  stable: number | null
  samples: number
}

/** `POST /incidents` of the gateway. The same release, app, version, tenant and code is one incident that counts. */
export interface IncidentReport {
  releaseId: string | null
  app: string
  version: string
  tenantId: string
  /** The host's code, such as ENTRY_HTTP. */
  code: string
  message: string
  /** Version the tab fell back to; null: none. */
  fallback: string | null
}

export interface Incident extends IncidentReport {
  id: string
  firstAt: string
  lastAt: string
  count: number
}

/** `GET /previews` for the caller's tenant. */
export interface Preview {
  releaseId: string
  title: LocalText
  notes: LocalText
  isIn: boolean
  choice: 'left' | 'joined' | null
  isOpenToJoin: boolean
}

export interface TokenInfo {
  id: string
  name: string
  /** Names it may act on, or `['*']`. */
  apps: string[]
  actions: TokenAction[]
  createdAt: string
  createdBy: string
  expiresAt: string
  lastUsedAt: string | null
  revokedAt: string | null
}

export type TokenAction = 'publish' | 'release' | 'read'

/** `POST /tokens`; the only time the secret is shown. It begins with `ptk_`. */
export interface CreatedToken {
  token: TokenInfo
  secret: string
}

export interface WantedToken {
  name: string
  apps: string[]
  actions: TokenAction[]
  /** At most 366 days ahead. */
  expiresAt: string
}

/** `GET /api/release/gateway`: how this gateway process stands to the release service. */
export interface GatewayStanding {
  state: 'LIVE' | 'STALE'
  rulesRevision: number
  /** When the rules in use were last confirmed. */
  confirmedAt: string | null
  instances: ServiceInstance[]
}
