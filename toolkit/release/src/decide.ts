import type { DecisionReason, RuleVerdict } from './api/decisions.ts'
import { bucketOf } from './bucket.ts'
import type { Constraint, MemberList, RunningRelease, TenantFacts } from './model/rules.ts'

export interface DecisionInput {
  /** Null: no user is logged in. */
  tenantId: string | null
  facts: TenantFacts
  /** The release was aborted, or everything is stopped. */
  isKilled: boolean
  /** A valid lane of a host that is no production: its overlay stands instead of every release. */
  hasLane: boolean
  isMember(list: MemberList): boolean
}

export interface Decision {
  isGray: boolean
  reason: DecisionReason
}

/** What of a release decides. */
export type DecidedRelease = Pick<RunningRelease, 'salt' | 'percentBp' | 'keptBp' | 'constraints'>

interface Rule {
  reason: DecisionReason
  isGray: boolean
  isMatch(release: DecidedRelease, input: DecisionInput): boolean
  /** What it saw, for people. */
  detail(release: DecidedRelease, input: DecisionInput): string
}

/** First match wins. The order is the promise; `NO_TENANT` comes first, for the others need a tenant. */
const rules: readonly Rule[] = [
  {
    reason: 'NO_TENANT',
    isGray: false,
    isMatch: (_, { tenantId }) => tenantId === null,
    detail: (_, { tenantId }) => (tenantId === null ? 'no user is logged in' : `tenant ${tenantId}`),
  },
  {
    reason: 'KILL',
    isGray: false,
    isMatch: (_, { isKilled }) => isKilled,
    detail: (_, { isKilled }) => (isKilled ? 'aborted or stopped' : 'runs'),
  },
  {
    reason: 'LANE',
    isGray: false,
    isMatch: (_, { hasLane }) => hasLane,
    detail: (_, { hasLane }) => (hasLane ? 'a lane stands instead' : 'no lane'),
  },
  {
    reason: 'BLOCK',
    isGray: false,
    isMatch: (_, { isMember }) => isMember('block') || isMember('left'),
    detail: (_, { isMember }) => memberDetail(isMember, 'block', 'left', 'left the preview'),
  },
  {
    reason: 'ALLOW',
    isGray: true,
    isMatch: (_, { isMember }) => isMember('allow') || isMember('joined'),
    detail: (_, { isMember }) => memberDetail(isMember, 'allow', 'joined', 'joined the preview'),
  },
  {
    reason: 'CONSTRAINT',
    isGray: false,
    isMatch: ({ constraints }, { facts }) => constraints.some(constraint => !holds(constraint, facts)),
    detail: ({ constraints }, { facts }) => constraintDetail(constraints, facts),
  },
  {
    // In by a larger percentage than the present one. Derived, not stored: the bucket of a tenant never changes.
    reason: 'STICKY',
    isGray: true,
    isMatch: (release, { tenantId }) => {
      const bucket = bucketOf(release.salt, tenantId ?? '')
      return bucket >= release.percentBp && bucket < release.keptBp
    },
    detail: (release, { tenantId }) =>
      `bucket ${bucketOf(release.salt, tenantId ?? '')}, kept up to ${release.keptBp}`,
  },
  {
    reason: 'PERCENT',
    isGray: true,
    isMatch: (release, { tenantId }) => bucketOf(release.salt, tenantId ?? '') < release.percentBp,
    detail: (release, { tenantId }) =>
      `bucket ${bucketOf(release.salt, tenantId ?? '')} of 10000, in under ${release.percentBp}`,
  },
  { reason: 'DEFAULT', isGray: false, isMatch: () => true, detail: () => 'no rule spoke before' },
]

export function decide(release: DecidedRelease, input: DecisionInput): Decision {
  for (const rule of rules) {
    if (rule.isMatch(release, input)) return { isGray: rule.isGray, reason: rule.reason }
  }
  throw new Error('The last rule always matches')
}

/** The decision with every rule of the table, those behind the winner too. */
export function explainDecision(
  release: DecidedRelease,
  input: DecisionInput,
): Decision & { rules: RuleVerdict[] } {
  const verdicts = rules.map(({ reason, isMatch, detail }) => ({
    reason,
    isMatch: isMatch(release, input),
    detail: detail(release, input),
  }))
  return { ...decide(release, input), rules: verdicts }
}

function memberDetail(
  isMember: DecisionInput['isMember'],
  list: MemberList,
  choice: MemberList,
  chose: string,
): string {
  if (isMember(list)) return `on the ${list} list`
  return isMember(choice) ? chose : `not on the ${list} list`
}

/** An unknown attribute fails: a condition that cannot be checked lets no tenant in. */
function holds(constraint: Constraint, facts: TenantFacts): boolean {
  const value = facts[constraint.attribute]
  if (value === undefined) return false
  switch (constraint.operator) {
    case 'in':
      return constraint.values.includes(value)
    case 'not-in':
      return !constraint.values.includes(value)
    case 'before':
      return Date.parse(value) < Date.parse(constraint.value)
    case 'after':
      return Date.parse(value) > Date.parse(constraint.value)
  }
}

function constraintDetail(constraints: readonly Constraint[], facts: TenantFacts): string {
  if (constraints.length === 0) return 'no conditions'
  const failed = constraints.find(constraint => !holds(constraint, facts))
  if (!failed) return 'all conditions hold'
  const wanted = 'values' in failed ? failed.values.join(', ') : failed.value
  return `${failed.attribute} ${facts[failed.attribute] ?? 'unknown'} is not ${failed.operator} ${wanted}`
}
