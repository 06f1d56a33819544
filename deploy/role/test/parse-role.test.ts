import { expect, test } from 'vitest'
import { parseRole } from '../src/parse-role.ts'

const services = (...line: string[]) => parseRole(line, ['sales', 'inventory']).role

test('each role says which services are in its process', () => {
  expect(services('gateway')).toEqual({ name: 'gateway', services: [] })
  expect(services('service', 'party')).toEqual({ name: 'service', services: ['party'] })
  expect(services('release')).toEqual({ name: 'release', services: ['release'] })
  expect(services('worker')).toEqual({ name: 'worker', services: ['sales', 'inventory'] })
  expect(services('migrate').services).toContain('identity')
  expect(parseRole(['migrate', '--print-urls'], []).printsUrls).toBe(true)
})

test.each([
  [[], 'no role was named'],
  [['gatewy'], 'gatewy is no role'],
  [['service'], 'takes the name of one'],
  [['service', 'nothing'], 'nothing is no service'],
  [['gateway', 'now'], 'now is too much'],
  [['migrate', '--force'], '--force is too much'],
])('%j is refused', (line, reason) => {
  expect(() => parseRole(line, [])).toThrow(reason)
})
