import type { DevPage, LocalApp, SnapshotApp } from '@portico/micro-app'
import { beforeEach, expect, test, vi } from 'vitest'
import { LocalApps } from '../local-apps.ts'

const start = { entry: 'entry.js?t=1', css: [], preload: [], integrity: {} }
const local: LocalApp = { origin: 'http://127.0.0.1:5301', page: 'p1', code: 'c1', start, edits: 0 }
const appOf = (name: string) =>
  ({ url: `/__dev/${name}/`, manifest: { name, version: '0.0.0-dev', entry: 'entry.js' } }) as SnapshotApp

class FakeEvents extends EventTarget {
  say(apps: Record<string, LocalApp>): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(apps) }))
  }

  lose(): void {
    this.dispatchEvent(new Event('error'))
  }
}

const replace = vi.fn(async (_: SnapshotApp) => {})
const retry = vi.fn(async (_: string) => {})
const reloadIfSafe = vi.fn((_: string) => false)
const restore = vi.fn((_: string) => {})
const viewOf = vi.fn(() => ({ status: 'mounted' }) as ReturnType<LocalAppsHost['viewOf']>)
type LocalAppsHost = ConstructorParameters<typeof LocalApps>[0]['host']

let events: FakeEvents
beforeEach(() => {
  events = new FakeEvents()
  for (const mock of [replace, retry, restore, reloadIfSafe]) mock.mockClear()
  viewOf.mockReturnValue({ status: 'mounted' })
  reloadIfSafe.mockReturnValue(false)
})

function follow(dev: Partial<DevPage> = {}, takesNew = true): LocalApps {
  const apps = new LocalApps({
    dev: {
      ...{ baseline: 'https://portico.example.com', events: '/__dev/events' },
      ...{ apps: { sales: local }, replaced: { sales: appOf('released') } },
      ...dev,
    },
    host: { replace, retry, viewOf },
    fields: { restore },
    takesNew,
    appOf,
    openEvents: () => events as unknown as EventSource,
    reloadIfSafe,
  })
  apps.start()
  return apps
}

test('what the page has already changes nothing', () => {
  const { state } = follow()
  events.say({ sales: local })
  expect(state.get()).toEqual({ ended: [], changed: [] })
  expect([replace.mock.calls, reloadIfSafe.mock.calls]).toEqual([[], []])
})

test('an app whose code has to begin anew is opened anew, from its new start', () => {
  follow()
  const next = { ...local, code: 'c2', start: { ...start, entry: 'entry.js?t=2' } }
  events.say({ sales: next })
  expect(replace.mock.calls[0]?.[0].manifest).toMatchObject({ name: 'sales', entry: 'entry.js?t=2' })
  events.say({ sales: next })
  expect(replace).toHaveBeenCalledTimes(1)
})

test('what was typed is put back after an edit, and once the app is opened anew', async () => {
  follow()
  events.say({ sales: { ...local, edits: 1 } })
  expect(restore.mock.calls).toEqual([['sales']])
  const opened = Promise.withResolvers<void>()
  replace.mockReturnValueOnce(opened.promise)
  events.say({ sales: { ...local, edits: 1, code: 'c2' } })
  expect(restore).toHaveBeenCalledTimes(1)
  opened.resolve()
  await vi.waitFor(() => expect(restore).toHaveBeenCalledTimes(2))
})

test('an edit tries an app that has failed once more, and leaves any other alone', () => {
  follow()
  events.say({ sales: { ...local, edits: 1 } })
  expect(retry).not.toHaveBeenCalled()
  viewOf.mockReturnValue({ status: 'failed' } as ReturnType<LocalAppsHost['viewOf']>)
  events.say({ sales: { ...local, edits: 2 } })
  expect(retry).toHaveBeenCalledWith('sales')
})

test.each<[string, Record<string, LocalApp>]>([
  ['a changed definition', { sales: { ...local, page: 'p2' } }],
  ['a further app', { sales: local, stock: { ...local, page: 'p9' } }],
])('%s loads the page anew where that is safe, and is said where it is not', (_, apps) => {
  const { state } = follow()
  events.say(apps)
  expect(reloadIfSafe).toHaveBeenCalledTimes(1)
  expect(state.get().changed).toHaveLength(1)
})

test('a page that did not come from the server takes no further apps of it', () => {
  const { state } = follow({}, false)
  events.say({ sales: local, stock: local })
  expect(state.get().changed).toEqual([])
})

test('an app whose server has ended is left as it is, until its user wants the baseline’s', () => {
  const apps = follow()
  events.say({})
  expect(apps.state.get().ended).toEqual(['sales'])
  expect(replace).not.toHaveBeenCalled()
  expect(apps.showBaseline('sales')).toBe(true)
  expect(replace).toHaveBeenCalledWith(appOf('released'))
  expect(apps.state.get().ended).toEqual([])
  // A server that comes back does not take the app back.
  events.say({ sales: { ...local, page: 'p2' } })
  expect(reloadIfSafe).not.toHaveBeenCalled()
})

test('of the page’s own server nothing can be shown any more: the baseline has an address of its own', () => {
  const apps = follow({ apps: { sales: { ...local, origin: window.location.origin } } })
  events.say({})
  expect(apps.showBaseline('sales')).toBe(false)
})

test('a connection that comes back in time was a restart', async () => {
  vi.useFakeTimers()
  const { state } = follow()
  events.lose()
  events.say({ sales: local })
  await vi.advanceTimersByTimeAsync(5_000)
  expect(state.get().ended).toEqual([])
  events.lose()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(state.get().ended).toEqual(['sales'])
  vi.useRealTimers()
})
