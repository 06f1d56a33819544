import { expect, test } from 'vitest'
import { splitSubject, subjectPlace } from '../subject.ts'

test.each([
  ['release:01J', { kind: 'release', name: '01J' }],
  ['artifact:sales@1.5.0', { kind: 'artifact', name: 'sales@1.5.0' }],
  ['user:ops:night', { kind: 'user', name: 'ops:night' }],
  ['platform', { kind: 'platform', name: '' }],
  ['', { kind: '', name: '' }],
  ['token:', { kind: 'token:', name: '' }],
])('%s is %o', (subject, parts) => {
  expect(splitSubject(subject)).toEqual(parts)
})

test.each([
  ['release:01J', '/releases/01J'],
  ['release:a/b?c', '/releases/a%2Fb%3Fc'],
  ['baseline:17', '/snapshots'],
  ['baseline', '/snapshots'],
  ['artifact:sales@1.5.0-abc+1', '/artifacts/sales/1.5.0-abc%2B1'],
  ['artifact:sales', null],
  ['tenant:t_demo', null],
  ['platform', null],
])('the page about %s is %s', (subject, place) => {
  expect(subjectPlace(subject)).toBe(place)
})
