import { expect, test } from 'vitest'
import { buildBaseline } from '../../../test/build.ts'
import { changesBetween } from '../set-changes.ts'

test('equal sets have no changes', () => {
  expect(changesBetween(buildBaseline(), buildBaseline())).toEqual([])
})

test('names what comes, goes and changes, the shell first', () => {
  const to = buildBaseline({ shell: '1.1.0', apps: { sales: '1.5.0', ledger: '1.0.0' } })
  expect(changesBetween(buildBaseline(), to)).toEqual([
    { kind: 'shell', name: 'shell', from: '1.0.0', to: '1.1.0' },
    { kind: 'app', name: 'inventory', from: '1.0.0', to: null },
    { kind: 'app', name: 'ledger', from: null, to: '1.0.0' },
    { kind: 'app', name: 'sales', from: '1.4.0', to: '1.5.0' },
  ])
})

test('a service that is not named is stable, so naming it stable changes nothing', () => {
  const named = buildBaseline({ services: { sales: 'stable' } })
  expect(changesBetween(buildBaseline(), named)).toEqual([])
  expect(changesBetween(named, buildBaseline({ services: { sales: 'gray' } }))).toEqual([
    { kind: 'service', name: 'sales', from: 'stable', to: 'gray' },
  ])
})
