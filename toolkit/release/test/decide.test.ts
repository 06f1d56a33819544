import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bucketOf,
  type Constraint,
  type DecidedRelease,
  type DecisionInput,
  type DecisionReason,
  decide,
  explainDecision,
  type MemberList,
} from '../src/index.ts'
import { referenceBucket } from './reference.ts'

const open: DecidedRelease = { salt: 'rel-2025w10', percentBp: 0, keptBp: 0, constraints: [] }

function input(
  over: Partial<Omit<DecisionInput, 'isMember'>> & { lists?: MemberList[] } = {},
): DecisionInput {
  const { lists = [], ...rest } = over
  return {
    tenantId: 't_1',
    facts: {},
    isKilled: false,
    hasLane: false,
    isMember: list => lists.includes(list),
    ...rest,
  }
}

describe('bucketOf', () => {
  it.each([
    ['t_1001', 6625],
    ['t_1002', 1550],
    ['org-90000001', 1849],
    ['好生意-88', 5013],
  ])('puts %s of rel-2025w10 into bucket %i', (tenantId, bucket) => {
    expect(bucketOf('rel-2025w10', tenantId)).toBe(bucket)
  })

  it('agrees with an independent implementation on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), fc.string(), (tenantId, salt) => {
        expect(bucketOf(salt, tenantId)).toBe(referenceBucket(salt, tenantId))
      }),
    )
  })
})

describe('decide', () => {
  const full = { ...open, percentBp: 10_000, keptBp: 10_000 }
  const plan: Constraint = { attribute: 'plan', operator: 'in', values: ['pro'] }

  /** Each row matches its own rule and every rule below it. */
  const rows: [DecisionReason, boolean, DecidedRelease, DecisionInput][] = [
    [
      'NO_TENANT',
      false,
      full,
      input({ tenantId: null, isKilled: true, hasLane: true, lists: ['block', 'allow'] }),
    ],
    ['KILL', false, full, input({ isKilled: true, hasLane: true, lists: ['block', 'allow'] })],
    ['LANE', false, full, input({ hasLane: true, lists: ['block', 'allow'] })],
    ['BLOCK', false, full, input({ lists: ['block', 'allow'] })],
    ['BLOCK', false, full, input({ lists: ['left', 'allow', 'joined'] })],
    ['ALLOW', true, { ...open, constraints: [plan] }, input({ lists: ['allow'] })],
    ['ALLOW', true, { ...open, constraints: [plan] }, input({ lists: ['joined'] })],
    ['CONSTRAINT', false, { ...full, constraints: [plan] }, input({ facts: { plan: 'basic' } })],
    ['STICKY', true, { ...open, keptBp: 10_000 }, input()],
    ['PERCENT', true, full, input()],
    ['DEFAULT', false, open, input()],
  ]
  it.each(rows)('%s wins over the rules below it', (reason, isGray, release, given) => {
    expect(decide(release, given)).toEqual({ reason, isGray })
  })

  it.each<[string, Constraint, boolean]>([
    ['an attribute that is unknown', { attribute: 'region', operator: 'not-in', values: ['eu'] }, false],
    ['a plan among the values', { attribute: 'plan', operator: 'in', values: ['pro', 'max'] }, true],
    ['a plan among the excluded', { attribute: 'plan', operator: 'not-in', values: ['pro'] }, false],
    ['created before', { attribute: 'createdAt', operator: 'before', value: '2025-01-01T00:00:00Z' }, true],
    ['created after', { attribute: 'createdAt', operator: 'after', value: '2025-01-01T00:00:00Z' }, false],
  ])('%s: the constraint decides', (_, constraint, isIn) => {
    const facts = { plan: 'pro', createdAt: '2024-06-01T00:00:00Z' }
    expect(decide({ ...full, constraints: [constraint] }, input({ facts })).isGray).toBe(isIn)
  })

  it('never moves a tenant out when the percentage grows', () => {
    const percent = fc.integer({ min: 0, max: 10_000 })
    fc.assert(
      fc.property(fc.string(), fc.string(), percent, percent, (salt, tenantId, one, other) => {
        const [less, more] = one < other ? [one, other] : [other, one]
        const at = (percentBp: number) =>
          decide({ salt, percentBp, keptBp: percentBp, constraints: [] }, input({ tenantId })).isGray
        expect(at(less) && !at(more)).toBe(false)
      }),
    )
  })

  it('keeps who was in when the percentage shrinks, unless they are evicted', () => {
    const tenantId = 't_1002'
    const at = (percentBp: number, keptBp: number) =>
      decide({ ...open, percentBp, keptBp }, input({ tenantId }))
    expect(at(2000, 2000)).toEqual({ isGray: true, reason: 'PERCENT' })
    expect(at(100, 2000)).toEqual({ isGray: true, reason: 'STICKY' })
    expect(at(100, 100)).toEqual({ isGray: false, reason: 'DEFAULT' })
  })
})

describe('explainDecision', () => {
  it('names the rule that won and what those behind it saw', () => {
    const { reason, rules } = explainDecision(
      { ...open, percentBp: 2000, keptBp: 2000 },
      input({ tenantId: 't_1002' }),
    )
    expect(reason).toBe('PERCENT')
    expect(rules.find(rule => rule.isMatch)?.reason).toBe('PERCENT')
    expect(rules.map(rule => rule.reason)).toContain('BLOCK')
    expect(rules.find(rule => rule.reason === 'PERCENT')?.detail).toBe('bucket 1550 of 10000, in under 2000')
  })
})
