import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Toasts } from '../toasts.ts'

beforeEach(() => {
  vi.useFakeTimers()
  sessionStorage.clear()
})

afterEach(() => {
  vi.useRealTimers()
})

const textsOf = (toasts: Toasts) => toasts.shown.get().map(({ text }) => text)

it('shows on the next page what was on this one when it loaded itself anew, once', () => {
  const before = new Toasts()
  before.success('Saved')
  before.keepForNextPage()
  const after = new Toasts()
  after.showKept()
  expect(textsOf(after)).toEqual(['Saved'])
  const later = new Toasts()
  later.showKept()
  expect(textsOf(later)).toEqual([])
})

it('forgets what was kept for a reload that never came', () => {
  const before = new Toasts()
  before.success('Saved')
  before.keepForNextPage()
  vi.advanceTimersByTime(60_000)
  const after = new Toasts()
  after.showKept()
  expect(textsOf(after)).toEqual([])
})

it('shows nothing of what another version of the shell kept in a shape of its own', () => {
  sessionStorage.setItem('portico.toasts', JSON.stringify({ at: Date.now(), toasts: 'Saved' }))
  const after = new Toasts()
  after.showKept()
  expect(textsOf(after)).toEqual([])
})

it('knows whose a notice is, also on the next page', () => {
  const title = { en: 'Notes', 'zh-CN': '笔记' }
  const before = new Toasts()
  before.of({ name: 'notes', title }).success('Saved')
  before.info('You have access to more')
  before.keepForNextPage()
  const after = new Toasts()
  after.showKept()
  expect(after.shown.get().map(({ app }) => app?.name ?? null)).toEqual(['notes', null])
})
