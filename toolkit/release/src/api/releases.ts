import type {
  Constraint,
  ListRef,
  LocalText,
  MemberList,
  ReleaseState,
  RunningRelease,
  Tag,
} from '../model/rules.ts'
import type { Guardrail } from './guardrails.ts'
import type { WantedPlan } from './plans.ts'

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
  /** Four eyes: one operator asked for the promotion, and a second one has not approved it yet. Left out: no promotion was asked for. */
  promotion?: ApprovalRequest
}

/** Four eyes: what one operator asked for and a second one has not approved yet. */
export interface ApprovalRequest {
  /** `user:<name>` or `token:<name>`. */
  requestedBy: string
  requestedAt: string
  reason: string | null
}

/** `GET` and `PUT /settings` of the platform. */
export interface PlatformSettings {
  /**
   * What gives tenants more takes effect when a second operator approves it: a promotion, more than half of the tenants, the
   * return to any but the last set, and switching this off.
   */
  isFourEyes: boolean
  /** One operator asked to switch it off. `PUT` with true withdraws that. */
  turningOff?: ApprovalRequest
}

/** `POST /releases`. What is left out is empty, false or 0. */
export interface WantedRelease {
  overlay: {
    apps?: Record<string, string>
    services?: Record<string, Tag>
    shared?: Record<string, string>
  }
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
  /** Made with the release, or neither is. */
  plan?: Omit<WantedPlan, 'reason'>
  /** Tenants of the lists that the directory does not know are kept as they are; else they are refused. */
  isForced?: boolean
  reason?: string
}

/** `POST /releases/reach`: of a release that is not made yet, with the salt it will be made with. */
export type WantedReach = Pick<WantedRelease, 'constraints' | 'allow' | 'block' | 'isForced'> &
  Required<Pick<WantedRelease, 'salt' | 'percentBp'>>

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
  /** Of abort and rollback: tabs must not go on, whatever is unsaved in them. Of promote: guardrails need not say yes, and there must be a reason. */
  isForced?: boolean
}

/** `POST /releases/:id/members/:list` with `If-Match`: at most 10,000 of each. */
export interface MemberChange {
  add?: string[]
  remove?: string[]
  /** Tenants that the directory does not know are kept as they are; else they are refused. */
  isForced?: boolean
  reason?: string
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
