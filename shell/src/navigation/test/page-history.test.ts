import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type HistoryMove, hrefOf, PageHistory, parseLocation } from '../page-history.ts'

let history: PageHistory

beforeEach(() => {
  window.history.replaceState(null, '', '/sales/orders?q=tea#top')
  history = new PageHistory()
})

/** Waits for the browser: it goes back in a turn of its own. */
function popped(): Promise<void> {
  return new Promise(resolve => window.addEventListener('popstate', () => resolve(), { once: true }))
}

describe('the page history', () => {
  it('begins where the page is, with an entry that the shell did not write', () => {
    expect(history.location).toEqual({
      pathname: '/sales/orders',
      search: '?q=tea',
      hash: '#top',
      key: 'first',
      state: null,
    })
  })

  it('writes state and a key of its own with each entry', () => {
    history.push('/sales/orders/1', { from: 'list' })
    const { key } = history.location
    expect(history.location.state).toEqual({ from: 'list' })
    history.push('/sales/orders/1', { from: 'list' })
    expect(history.location.key).not.toBe(key)
  })

  it('replaces an entry without adding one', () => {
    const { length } = window.history
    history.replace('/sales/orders/2')
    expect([window.history.length, history.location.pathname]).toEqual([length, '/sales/orders/2'])
  })

  it('reads the state of the entry that the user goes back to', async () => {
    history.replace('/sales/orders', { scroll: 40 })
    history.push('/sales/orders/1')
    const back = popped()
    history.go(-1)
    await back
    expect([history.location.pathname, history.location.state]).toEqual(['/sales/orders', { scroll: 40 }])
  })

  it('calls each listener, also when one of them leaves meanwhile, and none that has left', () => {
    const last = vi.fn()
    const undo = history.subscribe(() => undo())
    history.subscribe(last)
    history.push('/stock')
    history.push('/stock/2')
    expect(last.mock.calls.map(([{ pathname }]) => pathname)).toEqual(['/stock', '/stock/2'])
  })
})

describe('an intercepted move', () => {
  it('is reported as what it was, from where it came', () => {
    const moves: HistoryMove[] = []
    history.intercept(move => moves.push(move) < 0)
    history.push('/stock')
    history.replace('/stock?low=1')
    expect(moves.map(({ kind, from, to }) => [kind, hrefOf(from), hrefOf(to)])).toEqual([
      ['push', '/sales/orders?q=tea#top', '/stock'],
      ['replace', '/stock', '/stock?low=1'],
    ])
  })

  it('that was kept from the listeners is reported by an announcement', () => {
    const listener = vi.fn()
    history.subscribe(listener)
    history.intercept(() => true)
    history.push('/stock')
    expect([listener.mock.calls.length, history.location.pathname]).toEqual([0, '/stock'])
    history.announce()
    expect(listener).toHaveBeenCalledExactlyOnceWith(history.location)
  })
})

describe('an address', () => {
  it.each([
    ['/stock?low=1#a', '/stock?low=1#a'],
    ['7', '/sales/7'],
    ['?q=cup', '/sales/orders?q=cup'],
    ['../stock', '/stock'],
    ['https://elsewhere.example/x', '/x'],
  ])('%s is read against the one before it', (to, href) => {
    expect(hrefOf(parseLocation(to, history.location))).toBe(href)
  })

  it('is the same text again', () => {
    expect(hrefOf(history.location)).toBe('/sales/orders?q=tea#top')
  })
})
