import type { Constraint } from '@portico/release'
import { expect, test } from 'vitest'
import {
  basisPointsOf,
  checkAudience,
  constraintsOf,
  draftOf,
  EMPTY_AUDIENCE,
  hasAudienceProblems,
  newCondition,
} from '../audience-draft.ts'

const constraints: Constraint[] = [
  { attribute: 'plan', operator: 'not-in', values: ['free'] },
  { attribute: 'createdAt', operator: 'after', value: '2025-03-01T00:00:00.000Z' },
]

test('constraints survive being edited', () => {
  expect(constraintsOf(draftOf({ percentBp: 100, constraints, isOpenToJoin: true }))).toEqual(constraints)
})

test.each([
  ['0', 0],
  [' 25 ', 25],
  ['10000', 10_000],
  ['10001', null],
  ['1.5', null],
  ['-1', null],
  ['1e3', null],
  ['', null],
])('“%s” is %s basis points', (text, points) => {
  expect(basisPointsOf(text)).toBe(points)
})

test('a condition without a value is a problem, and no constraint', () => {
  const draft = { ...EMPTY_AUDIENCE, conditions: [newCondition([])] }
  expect(hasAudienceProblems(checkAudience(draft))).toBe(true)
  expect(constraintsOf(draft)).toEqual([])
})

test('conditions on one page have keys of their own', () => {
  const first = newCondition([])
  expect(newCondition([first]).key).not.toBe(first.key)
})
