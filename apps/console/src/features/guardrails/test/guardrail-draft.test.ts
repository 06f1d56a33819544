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
