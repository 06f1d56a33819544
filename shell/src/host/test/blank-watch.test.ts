import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { BlankWatch } from '../failure/blank-watch.ts'

let said: string[]
let hasContent: boolean

beforeEach(() => {
  vi.useFakeTimers()
  said = []
  hasContent = false
  onTestFinished(() => void vi.useRealTimers())
})

function watched(name = '') {
  return {
    hasContent: () => hasContent,
    onBlank: () => void said.push(`${name}blank`),
    onContent: () => void said.push(`${name}content`),
  }
}

it('says once that nothing is seen, after the time it may take, and once that something is', () => {
  const watch = new BlankWatch(8_000)
  watch.watch(watched())
  vi.advanceTimersByTime(7_900)
  expect(said).toEqual([])
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual(['blank'])
  hasContent = true
  vi.advanceTimersByTime(60_000)
  expect(said).toEqual(['blank', 'content'])
  hasContent = false
  vi.advanceTimersByTime(10_000)
  expect(said).toEqual(['blank', 'content', 'blank'])
  watch.watch(null)
  expect(vi.getTimerCount()).toBe(0)
})

it('begins anew with another app, and goes on with one that was blank before', () => {
  const watch = new BlankWatch(8_000)
  watch.watch(watched('a '))
  vi.advanceTimersByTime(6_000)
  watch.watch(watched('b '))
  vi.advanceTimersByTime(6_000)
  watch.watch(watched('a '), true)
  vi.advanceTimersByTime(20_000)
  expect(said).toEqual([])
  hasContent = true
  vi.advanceTimersByTime(1_000)
  expect(said).toEqual(['a content'])
})

it('does not count while the page itself is not seen', () => {
  const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
  onTestFinished(() => visibility.mockRestore())
  const watch = new BlankWatch(8_000)
  watch.watch(watched())
  vi.advanceTimersByTime(60_000)
  visibility.mockReturnValue('visible')
  vi.advanceTimersByTime(6_000)
  expect(said).toEqual([])
  vi.advanceTimersByTime(4_000)
  expect(said).toEqual(['blank'])
  watch.watch(null)
})
