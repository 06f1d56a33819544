import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ReloadGuard } from '../reload-guard.ts'

let now = 0

beforeEach(() => {
  now = 1_000_000
  sessionStorage.clear()
})

afterEach(() => {
  vi.restoreAllMocks()
})

/** As every page of the tab makes its own. */
const guard = () => new ReloadGuard(() => now)

it('lets one reason pass once a minute, across pages', () => {
  expect(guard().pass('s_2')).toBe(true)
  expect(guard().pass('s_2')).toBe(false)
  now += 60_000
  expect(guard().pass('s_2')).toBe(true)
})

it('keeps reasons apart', () => {
  guard().pass('s_2')
  expect(guard().pass('s_3')).toBe(true)
})

it('only looks when asked whether it would', () => {
  expect(guard().allows('s_2')).toBe(true)
  expect(guard().pass('s_2')).toBe(true)
  expect(guard().allows('s_2')).toBe(false)
})

it('lets the page go to a snapshot again once it was reached', () => {
  guard().pass('s_2')
  guard().clear('s_2')
  expect(guard().pass('s_2')).toBe(true)
})

it('lets nothing pass where the browser keeps nothing', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  expect(guard().pass('s_2')).toBe(false)
})

it.each([
  ['cannot read', '{'],
  ['does not know the shape of', '{"s_2":{"at":1000000}}'],
])('takes a record it %s for none', (_, kept) => {
  sessionStorage.setItem('portico.reloads', kept)
  expect(guard().pass('s_2')).toBe(true)
})
