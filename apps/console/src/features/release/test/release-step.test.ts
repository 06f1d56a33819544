import type { ReleaseState } from '@portico/release'
import { expect, test } from 'vitest'
import { splitSubject, subjectPlace } from '../../actor/subject.ts'
import { readQuestion, writeQuestion } from '../../explain/use-explanation.ts'
import { readFilter, writeFilter } from '../../releases/release-filter.ts'
import { isRevoking, stepsOf } from '../release-step.ts'

test.each<[ReleaseState, boolean, string[]]>([
  ['draft', false, ['start', 'abort']],
  ['gray', false, ['promote', 'abort']],
  ['full', true, ['rollback']],
  ['full', false, []],
  ['aborted', true, []],
])('a release that is %s (in force: %s) can %j', (state, isInForce, steps) => {
  expect(stepsOf({ state }, isInForce)).toEqual(steps)
})

test('only a step that takes versions away from tabs revokes', () => {
  expect(isRevoking('abort', 'gray')).toBe(true)
  expect(isRevoking('abort', 'draft')).toBe(false)
  expect(isRevoking('rollback', 'full')).toBe(true)
  expect(isRevoking('promote', 'gray')).toBe(false)
})

test.each([
  ['release:01J/2', { kind: 'release', name: '01J/2' }, '/releases/01J%2F2'],
  ['baseline:7', { kind: 'baseline', name: '7' }, '/snapshots'],
  [
    'artifact:sales@1.5.0+b/1',
    { kind: 'artifact', name: 'sales@1.5.0+b/1' },
    '/artifacts/sales/1.5.0%2Bb%2F1',
  ],
  ['artifact:sales', { kind: 'artifact', name: 'sales' }, null],
  ['token:ci', { kind: 'token', name: 'ci' }, null],
  ['platform', { kind: 'platform', name: '' }, null],
])('the subject %s is taken apart, and has its page', (subject, parts, place) => {
  expect([splitSubject(subject), subjectPlace(subject)]).toEqual([parts, place])
})

test('a question is read from its address and written back; of two the request is asked', () => {
  const read = (search: string) => readQuestion(new URLSearchParams(search))
  expect(read('tenant=t_1&app=sales')).toEqual({ tenant: 't_1', app: 'sales' })
  expect(read('tenant=t_1&request=r1')).toEqual({ request: 'r1' })
  expect([read(''), read('app=sales'), read('request=&tenant=')]).toEqual([null, null, null])
  expect(writeQuestion({ tenant: 't_1', app: '' })).toEqual({ tenant: 't_1' })
})

test('a filter is read from its address; what is not understood narrows nothing', () => {
  const read = (search: string) => readFilter(new URLSearchParams(search))
  expect(read('state=gray&app=sales')).toEqual({ state: 'gray', app: 'sales' })
  expect(read('state=GRAY&other=1')).toEqual({ state: '', app: '' })
  expect(writeFilter({ state: '', app: 'sales' })).toEqual({ app: 'sales' })
})
