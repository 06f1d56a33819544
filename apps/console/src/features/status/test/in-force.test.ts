import { describe, expect, test } from 'vitest'
import { buildBaseline } from '../../../test/build.ts'
import { isInForce } from '../in-force.ts'

const baseline = buildBaseline({ services: { sales: 'gray' } })

describe('what a release brought is in force', () => {
  test.each([
    ['with its app', { apps: { sales: '1.4.0' }, services: {} }],
    ['with the shell', { apps: { shell: '1.0.0' }, services: {} }],
    ['with its library', { apps: {}, services: {}, shared: { antd: '6.0.0' } }],
    ['with its service', { apps: {}, services: { sales: 'gray' } }],
    [
      'with a service at stable, which the baseline need not name',
      { apps: {}, services: { party: 'stable' } },
    ],
  ] as const)('%s', (_, overlay) => {
    expect(isInForce(overlay, baseline)).toBe(true)
  })

  test.each([
    ['while another version of the app is', { apps: { sales: '1.5.0' }, services: {} }],
    ['while another shell is', { apps: { shell: '1.1.0' }, services: {} }],
    ['while the baseline has no such app', { apps: { crm: '1.0.0' }, services: {} }],
    ['while another version of the library is', { apps: {}, services: {}, shared: { antd: '6.1.0' } }],
    ['while the service is at stable', { apps: {}, services: { party: 'gray' } }],
    ['with only a part of it', { apps: { sales: '1.4.0', inventory: '1.1.0' }, services: {} }],
  ] as const)('not %s', (_, overlay) => {
    expect(isInForce(overlay, baseline)).toBe(false)
  })
})
