import type { Guardrail } from '@portico/release'
import { expect, test } from 'vitest'
import {
  checkGuardrails,
  guardrailDraftsOf,
  guardrailsOf,
  hasGuardrailProblems,
  usualGuardrails,
} from '../guardrail-draft.ts'

test('points are written as percent and sent as shares, without noise in the last digits', () => {
  const guardrails: Guardrail[] = [
    { metric: 'load-failures', limit: 0.07, minSamples: 20 },
    { metric: 'p95-ms', limit: 1.5, minSamples: 50 },
  ]
  const drafts = guardrailDraftsOf(guardrails)
  expect(drafts[0]?.limit).toBe('7')
  expect(drafts.filter(({ isOn }) => isOn)).toHaveLength(2)
  expect(guardrailsOf(drafts)).toEqual(guardrails)
})

test('a limit of p95 below 1 would breach at once, so it is a problem', () => {
  const drafts = usualGuardrails.map(draft =>
    draft.metric === 'p95-ms' ? { ...draft, limit: '0.5' } : draft,
  )
  expect(checkGuardrails(drafts).limit).toEqual(new Set(['p95-ms']))
})

test('what is switched off is not looked at', () => {
  const drafts = usualGuardrails.map(draft => ({ ...draft, isOn: false, limit: 'much', minSamples: '' }))
  expect(hasGuardrailProblems(checkGuardrails(drafts))).toBe(false)
  expect(guardrailsOf(drafts)).toEqual([])
})

const withLimit = (limit: string) => usualGuardrails.map(draft => ({ ...draft, limit, minSamples: ' 20 ' }))

test.each(['2,5', ' 2.5 '])('a limit may be typed as %j', limit => {
  expect(hasGuardrailProblems(checkGuardrails(withLimit(limit)))).toBe(false)
  expect(guardrailsOf(withLimit(limit)).map(each => each.limit)).toEqual([0.025, 0.025, 0.025, 2.5])
  expect(guardrailsOf(withLimit(limit))[0]?.minSamples).toBe(20)
})

test.each(['', '-1', '1e2', '1.2.3', '1,000', '1,000.5', 'much'])('%j is no limit', limit => {
  expect(checkGuardrails(withLimit(limit)).limit.size).toBe(4)
})

test('a million samples are what the service takes at most', () => {
  const drafts = usualGuardrails.map(draft => ({ ...draft, minSamples: '1000000' }))
  expect(hasGuardrailProblems(checkGuardrails(drafts))).toBe(false)
})

test.each(['', '0', '-5', '1.5', '1000001'])('%j is no number of samples', minSamples => {
  const drafts = usualGuardrails.map(draft => ({ ...draft, minSamples }))
  expect(checkGuardrails(drafts).minSamples.size).toBe(4)
})
