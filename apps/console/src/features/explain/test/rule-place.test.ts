import { expect, test } from 'vitest'
import { buildExplanation } from '../../../test/build.ts'
import { rulePlace } from '../rule-place.ts'

test('one rule decided; those before it did not match, those behind it came too late', () => {
  const [decision] = buildExplanation().decisions
  expect(decision?.rules.map((_, index) => rulePlace(decision, index))).toEqual([
    'noMatch',
    'decided',
    'matchedToo',
  ])
})
