import { expect, it } from 'vitest'
import {
  type Constraint,
  type DecidedRelease,
  type DecisionReason,
  decide,
  fingerprintOf,
  MEMBER_LISTS,
  type MemberList,
  type TenantFacts,
  TenantSet,
} from '../src/index.ts'
import { referenceBucket } from './reference.ts'

const decisions = 10_000

interface World {
  release: DecidedRelease
  lists: Record<MemberList, Set<string>>
  facts: TenantFacts
  tenantId: string | null
  isKilled: boolean
  hasLane: boolean
}

/** A small generator with a seed, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function makeWorld(next: () => number): World {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T
  const tenants = Array.from({ length: 40 }, (_, n) =>
    pick([`t_${n}`, `org-${90_000_000 + n}`, `好生意-${n}`]),
  )
  const percentBp = pick([0, 1, 100, 5_000, 9_999, 10_000, Math.floor(next() * 10_001)])
  const sample = (share: number) => new Set(tenants.filter(() => next() < share))
  return {
    release: {
      salt: pick(['rel-2025w10', 'a', '']),
      percentBp,
      keptBp: Math.max(percentBp, Math.floor(next() * 10_001)),
      constraints: makeConstraints(pick),
    },
    lists: { allow: sample(0.2), block: sample(0.1), left: sample(0.05), joined: sample(0.05) },
    facts: makeFacts(pick),
    tenantId: next() < 0.02 ? null : pick(tenants),
    isKilled: next() < 0.05,
    hasLane: next() < 0.05,
  }
}

type Pick = <T>(values: readonly T[]) => T

function makeFacts(pick: Pick): TenantFacts {
  const plan = pick([undefined, 'basic', 'pro'])
  const region = pick([undefined, 'eu', 'cn'])
  const createdAt = pick([undefined, '2024-05-01T00:00:00Z', '2025-05-01T08:00:00+08:00'])
  return { ...(plan && { plan }), ...(region && { region }), ...(createdAt && { createdAt }) }
}

function makeConstraints(pick: Pick): Constraint[] {
  const one = (): Constraint =>
    pick<Constraint>([
      { attribute: 'plan', operator: 'in', values: ['pro'] },
      { attribute: 'plan', operator: 'not-in', values: ['basic'] },
      { attribute: 'region', operator: 'in', values: ['cn', 'eu'] },
      { attribute: 'createdAt', operator: 'before', value: '2025-01-01T00:00:00Z' },
      { attribute: 'createdAt', operator: 'after', value: '2025-01-01T00:00:00Z' },
    ])
  return Array.from({ length: pick([0, 0, 1, 2]) }, one)
}

/** The table of the design, read from top to bottom as if the code were unknown. */
function referenceDecision(world: World): { isGray: boolean; reason: DecisionReason } {
  const { tenantId, lists, release, facts } = world
  if (tenantId === null) return { isGray: false, reason: 'NO_TENANT' }
  if (world.isKilled) return { isGray: false, reason: 'KILL' }
  if (world.hasLane) return { isGray: false, reason: 'LANE' }
  if (lists.block.has(tenantId) || lists.left.has(tenantId)) return { isGray: false, reason: 'BLOCK' }
  if (lists.allow.has(tenantId) || lists.joined.has(tenantId)) return { isGray: true, reason: 'ALLOW' }
  for (const { attribute, operator, ...rest } of release.constraints) {
    const has = facts[attribute]
    let isGood = false
    if (has !== undefined && 'values' in rest) isGood = rest.values.includes(has) === (operator === 'in')
    if (has !== undefined && 'value' in rest) {
      const difference = new Date(has).getTime() - new Date(rest.value).getTime()
      isGood = operator === 'before' ? difference < 0 : difference > 0
    }
    if (!isGood) return { isGray: false, reason: 'CONSTRAINT' }
  }
  const bucket = referenceBucket(release.salt, tenantId)
  if (bucket < release.percentBp) return { isGray: true, reason: 'PERCENT' }
  if (bucket < release.keptBp) return { isGray: true, reason: 'STICKY' }
  return { isGray: false, reason: 'DEFAULT' }
}

it(`gives the reference's answer and reason for ${decisions} random decisions`, () => {
  const next = random(20_250_310)
  const seen = new Map<DecisionReason, number>()
  for (let n = 0; n < decisions; n++) {
    const world = makeWorld(next)
    const sets = new Map(
      MEMBER_LISTS.map(list => [list, TenantSet.of(BigInt64Array.from(world.lists[list], fingerprintOf))]),
    )
    const { tenantId, facts, isKilled, hasLane } = world
    const isMember = (list: MemberList) => tenantId !== null && (sets.get(list)?.has(tenantId) ?? false)
    const decision = decide(world.release, { tenantId, facts, isKilled, hasLane, isMember })
    expect({ n, ...decision }).toEqual({ n, ...referenceDecision(world) })
    seen.set(decision.reason, (seen.get(decision.reason) ?? 0) + 1)
  }
  // A comparison that never meets a rule says nothing about it.
  const reasons = [
    'NO_TENANT',
    'KILL',
    'LANE',
    'BLOCK',
    'ALLOW',
    'CONSTRAINT',
    'STICKY',
    'PERCENT',
    'DEFAULT',
  ]
  expect([...seen.keys()].sort()).toEqual(reasons.sort())
  expect(Math.min(...seen.values())).toBeGreaterThan(100)
})
