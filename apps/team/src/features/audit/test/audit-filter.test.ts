import { expect, test } from 'vitest'
import { filterOf, readView, writeView } from '../audit-filter.ts'

test('a view goes to the address and back, without what is empty', () => {
  const view = { user: 'u1', action: '', from: '2026-03-29', until: '' }
  expect(writeView(view)).toEqual({ user: 'u1', from: '2026-03-29' })
  expect(readView(new URLSearchParams(writeView(view)))).toEqual(view)
})

test('the last day counts as a whole', () => {
  const day = { user: '', action: '', from: '2026-02-28', until: '2026-02-28' }
  const { from, until } = filterOf(day)
  expect([new Date(from ?? '').getDate(), new Date(until ?? '').getDate()]).toEqual([28, 1])
})

test('half a day is none', () => {
  expect(filterOf({ user: '', action: '', from: '2026-02', until: 'x' })).toEqual({
    userId: null,
    action: null,
    from: null,
    until: null,
  })
})
