import type { InterventionInForce } from './interventions.ts'

/** A text in the languages of the product. */
export type LocalText = Record<'zh-CN' | 'en', string>

/** Which copies of a service a call may go to: `stable`, `gray`, or another name in kebab-case that instances register under. */
export type Tag = string

export const STABLE_TAG: Tag = 'stable'

/** The cell of tenants that were never moved, and of what is no cell's: identity and the release service. */
export const HOME_CELL = 'home'

/** Services of the whole platform; they are in the home cell, whichever cell a tenant is in. */
export const PLATFORM_SERVICES: ReadonlySet<string> = new Set(['identity', 'release'])

/** Where a tenant is that was moved. The generation grows with each move. */
export interface TenantCell {
  tenantId: string
  cell: string
  generation: number
}

/** What a release lays over the baseline. The app `shell` is the shell itself. */
export interface Overlay {
  /** App -> version of its artifact. */
  apps: Record<string, string>
  /** Service -> tag its calls are sent to. */
  services: Record<string, Tag>
  /** Shared library -> version, for the apps whose range it satisfies. Left out where it carries none. */
  shared?: Record<string, string>
}

/** What a tenant gets that no release takes elsewhere. */
export interface Baseline {
  shell: string
  apps: Record<string, string>
  /** Shared library -> version. */
  shared: Record<string, string>
  /** A service that is not named has the tag `stable`. */
  services: Record<string, Tag>
}

/** `draft -> gray -> full | aborted`; a full release that is rolled back becomes `aborted` too. */
export type ReleaseState = 'draft' | 'gray' | 'full' | 'aborted'

export type Constraint =
  | { attribute: 'plan' | 'region'; operator: 'in' | 'not-in'; values: string[] }
  /** `value` is an ISO instant. */
  | { attribute: 'createdAt'; operator: 'before' | 'after'; value: string }

/** What constraints look at. An attribute that is not known fails every constraint on it. */
export interface TenantFacts {
  plan?: string
  region?: string
  /** ISO instant. */
  createdAt?: string
}

/**
 * The tenant lists of a release: `allow` and `block` are the operator's, `left` and `joined` what merchants'
 * administrators chose for themselves. `left` counts as blocked, `joined` as allowed.
 */
export const MEMBER_LISTS = ['allow', 'block', 'left', 'joined'] as const
export type MemberList = (typeof MEMBER_LISTS)[number]

/** A list is fetched apart from the rules, for it may be long; `revision` is that of its last change, 0 for one never used. */
export interface ListRef {
  count: number
  revision: number
}

/** A running (gray) release, as a decision needs it. */
export interface RunningRelease {
  id: string
  /** What the bucket of a tenant is made with; never changes. */
  salt: string
  /** 0 to 10,000 (hundredths of a percent). */
  percentBp: number
  /**
   * The largest percentage so far, not lowered unless with `evict`: who came in by percentage stays in while the release
   * runs. Never under `percentBp`.
   */
  keptBp: number
  constraints: Constraint[]
  overlay: Overlay
  /** Its gray services must not be replaced by stable ones for writes. */
  breaking: boolean
  isOpenToJoin: boolean
  title: LocalText
  notes: LocalText
  lists: Record<MemberList, ListRef>
}

/**
 * A release revoked within the last 48 h: snapshots that name it are revoked too. Snapshot tokens live 24 h, and a gateway with
 * old rules may write some for as long.
 */
export interface RevokedRelease {
  id: string
  /** The tab must not go on even when the user has unsaved work. */
  isForced: boolean
}

/** One running copy of a service. */
export interface ServiceInstance {
  id: string
  service: string
  tag: Tag
  version: string
  /** Origin without a slash at its end. */
  url: string
  /** Its last heartbeat is less than 15 s old. */
  isHealthy: boolean
  /** Of its turns, those it takes until an ISO instant. Left out: all. */
  share?: InstanceShare
  /** Whose tenants it serves. Left out: the home cell's. */
  cell?: string
}

export interface InstanceShare {
  percent: number
  endsAt: string
}

/** All that every decision and every routing is made from; `GET /feed` of the release service. */
export interface Feed {
  /** Grows with every change to anything in it. */
  revision: number
  /** The big red switch: no release applies to any tenant. */
  isStopped: boolean
  baseline: Baseline
  releases: RunningRelease[]
  /** Full releases whose versions the baseline has, so that snapshots can name them. */
  inForce: Pick<RunningRelease, 'id' | 'overlay' | 'title' | 'notes'>[]
  /** Services whose tag in the baseline came with a breaking release: their writes must not end on stable. */
  breakingServices: string[]
  revoked: RevokedRelease[]
  /** Ids of override links that were revoked before their time ran out. */
  revokedLinks?: string[]
  instances: ServiceInstance[]
  /** Left out by a release service that is older than its gateways. */
  interventions?: InterventionInForce[]
  /** Of tenants that were moved; left out: none was. */
  cells?: TenantCell[]
}
