import { expect, it, vi } from 'vitest'
import { overlay } from '../sandbox/overlay.ts'

it('a function that is replaced, and what is added, is seen through that view alone', () => {
  const page = { push: vi.fn(), mode: 'auto' }
  const [one, other] = [overlay(page), overlay(page)]
  const before = one.push
  const tracked = vi.fn(() => before())
  Object.assign(one, { push: tracked, mark: 1 })
  one.push()
  expect([tracked.mock.calls.length, page.push.mock.calls.length]).toEqual([1, 1])
  expect([other.push === before, 'mark' in other, 'mark' in one, 'mark' in page]).toEqual([
    ...[true, false, true, false],
  ])
})

it('what the page itself holds is set on the page', () => {
  const page = { mode: 'auto' }
  overlay(page).mode = 'manual'
  expect(page.mode).toBe('manual')
})
