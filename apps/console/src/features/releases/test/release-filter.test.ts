import { expect, test } from 'vitest'
import { RELEASE_STATES, readFilter, writeFilter } from '../release-filter.ts'

const read = (search: string) => readFilter(new URLSearchParams(search))

test.each([
  ['', { state: '', app: '' }],
  ['state=gray&app=sales', { state: 'gray', app: 'sales' }],
  ['state=purple&app=sales', { state: '', app: 'sales' }],
  ['state=GRAY', { state: '', app: '' }],
  ['state=gray&state=draft', { state: 'gray', app: '' }],
])('the address ?%s shows %o', (search, filter) => {
  expect(read(search)).toEqual(filter)
})

test('what any shows is not in the address', () => {
  expect(writeFilter({ state: '', app: '' })).toEqual({})
  expect(writeFilter({ state: '', app: 'sales' })).toEqual({ app: 'sales' })
})

test.each(RELEASE_STATES)('a list of %s is the same after a reload', state => {
  const filter = { state, app: 'sales & stock' }
  expect(read(new URLSearchParams(writeFilter(filter)).toString())).toEqual(filter)
})
