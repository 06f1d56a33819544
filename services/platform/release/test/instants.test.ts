import { Check } from 'typebox/value'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Instant } from '../contract/src/shapes/instant.ts'
import { Shelf } from './artifacts-shelf.ts'

let shelf: Shelf

beforeAll(async () => {
  shelf = await Shelf.open()
})
afterAll(() => shelf.close())

const impossible = [
  '2027-02-29T00:00:00Z',
  '2027-02-30T00:00Z',
  '2027-04-31T00:00:00Z',
  '2027-13-01T00:00:00Z',
  '2027-00-10T00:00:00Z',
  '2027-01-00T00:00:00Z',
  '2027-01-01T24:00:00Z',
  '2027-01-01T00:60:00Z',
  '2027-01-01T00:00:60Z',
  '2027-01-01T00:00:00+99:00',
  '0000-01-01T00:00:00Z',
  '2027-01-01',
  'tomorrow',
]

it.each(impossible)('%s is no instant: no token lives until then, no release looks at it', async instant => {
  const scope = { name: 'never', apps: ['sales'], actions: ['read'], expiresAt: instant }
  const condition = { attribute: 'createdAt', operator: 'before', value: instant }
  const release = { overlay: { services: { sales: 'gray' } }, constraints: [condition] }
  const answers = [await shelf.call('POST', '/tokens', scope), await shelf.call('POST', '/releases', release)]
  for (const answer of answers) expect(answer.json()).toMatchObject({ code: 'INVALID_REQUEST', status: 400 })
})

it.each(['2028-02-29T23:59:59Z', '2027-12-31T00:00Z', '2027-01-31T12:00:00.123456+08:00'])(
  '%s is one',
  instant => {
    expect(Check(Instant, instant)).toBe(true)
  },
)
