import type { ShellServices } from '@portico/micro-app'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { AppHost, type HostOptions } from '../app-host.ts'
import type { CodeOwner } from '../attribution/code-owner.ts'
import { type ChunkFailure, watchChunkFailures } from '../loading/chunk-failure.ts'
import { createFakeRuntime, FakeApp, NO_SLOTS, ownerOf } from './fake-runtime.ts'

const TIMEOUTS = { loadMs: 1_000, bootstrapMs: 1_000, mountMs: 1_000, unmountMs: 1_000, blankMs: 1_000 }
const i18n: ShellServices['i18n'] = { locale: () => 'en', subscribe: () => () => {} }
const missed = () => new TypeError('Failed to fetch dynamically imported module: http://x/a/lib/1/x.js')

/** A hidden app and the one that is seen. */
class Page {
  readonly hidden = new FakeApp('hidden')
  readonly seen = new FakeApp('seen')
  readonly runtime = createFakeRuntime([this.hidden, this.seen])
  readonly reported: string[] = []
  readonly kept: string[] = []
  readonly renewed: string[] = []
  readonly reloads: string[] = []
  readonly host: AppHost

  constructor(options: Partial<HostOptions> = {}) {
    const stage = document.body.appendChild(document.createElement('div'))
    const reportOf = (name: string) => ({
      error: (error: { code?: string }) => void this.reported.push(`${name} ${error.code}`),
      timing() {},
    })
    this.host = new AppHost({
      runtime: this.runtime,
      stage,
      slots: NO_SLOTS,
      timeouts: TIMEOUTS,
      maxMounted: 8,
      servicesOf: ({ manifest }) => ({ report: reportOf(manifest.name), i18n }) as unknown as ShellServices,
      reports: { loaded() {}, loadFailed() {} },
      isDirty: () => false,
      holdsTyped: () => false,
      onKept: ({ manifest }) => void this.kept.push(manifest.name),
      onRenewed: ({ manifest }) => void this.renewed.push(manifest.name),
      reloadFor: ({ manifest }) => void this.reloads.push(manifest.name),
      ...options,
    })
    onTestFinished(() => stage.remove())
  }

  async open(): Promise<this> {
    await this.host.show(this.hidden.app)
    await this.host.show(this.seen.app)
    return this
  }

  /** After everything that was begun for either app. */
  async settled(): Promise<void> {
    await this.host.show(this.seen.app)
    await this.host.retry('hidden')
  }

  newest(app: FakeApp): CodeOwner {
    const target = app.targets.at(-1)
    if (target === undefined) throw new Error('It was never opened')
    return ownerOf(target)
  }
}

beforeEach(() => {
  vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('no network in this test')))
  onTestFinished(() => void vi.unstubAllGlobals())
})

describe('a chunk that a hidden app misses', () => {
  it('opens that app anew and leaves the one that is seen alone', async () => {
    const page = await new Page().open()
    const error = missed()
    page.runtime.missChunk(error, page.newest(page.hidden))
    await vi.waitFor(() => expect(page.hidden.targets).toHaveLength(2))
    expect(page.seen.targets).toHaveLength(1)
    expect([page.reported, page.renewed]).toEqual([['hidden CHUNK_FAILED'], ['hidden']])
    expect(page.host.hasTaken(error)).toBe(true)
  })

  it('for good shows its panel, and loads no page anew in which another is seen', async () => {
    const page = await new Page().open()
    page.runtime.missChunk(missed(), page.newest(page.hidden))
    await vi.waitFor(() => expect(page.hidden.targets).toHaveLength(2))
    await vi.waitFor(() => expect(page.host.viewOf('hidden').status).toBe('mounted'))
    page.runtime.missChunk(missed(), page.newest(page.hidden))
    await vi.waitFor(() => expect(page.host.viewOf('hidden').status).toBe('failed'))
    expect(page.reloads).toEqual([])
  })

  it('leaves what was typed in it, though it does not say that it is dirty', async () => {
    const page = await new Page({ holdsTyped: () => true }).open()
    page.runtime.missChunk(missed(), page.newest(page.hidden))
    await vi.waitFor(() => expect(page.kept).toEqual(['hidden']))
    expect(page.hidden.targets).toHaveLength(1)
    expect(page.reported).toEqual(['hidden CHUNK_FAILED'])
  })
})

describe('a chunk touches no app', () => {
  it('whose owner is not known', async () => {
    const page = await new Page().open()
    const error = missed()
    page.runtime.missChunk(error, null)
    await page.settled()
    expect([page.hidden.targets.length, page.seen.targets.length]).toEqual([1, 1])
    expect([page.reported, page.host.hasTaken(error)]).toEqual([[], false])
  })

  it('of a copy that has given way to another, of another version, or of a closed tab', async () => {
    const page = await new Page().open()
    const owner = page.newest(page.hidden)
    for (const other of [
      { ...owner, instanceId: 'hidden@1.0.0#9' },
      { ...owner, version: '1.0.0-x', instanceId: 'hidden@1.0.0-x#1' },
      { ...owner, app: 'ghost' },
    ])
      page.runtime.missChunk(missed(), other)
    await page.host.close('hidden')
    page.runtime.missChunk(missed(), owner)
    await page.settled()
    expect([page.hidden.targets.length, page.seen.targets.length]).toEqual([1, 1])
  })
})

describe('the owner of a failed import', () => {
  const sales: CodeOwner = { app: 'sales', version: '1.0.0', instanceId: 'sales@1.0.0#1' }
  const stock: CodeOwner = { app: 'stock', version: '1.0.0', instanceId: 'stock@1.0.0#1' }

  function watch(owners: { caller: CodeOwner | null; byError: CodeOwner | null }): ChunkFailure[] {
    const failures: ChunkFailure[] = []
    const listening = vi.spyOn(window, 'addEventListener')
    watchChunkFailures({ ownerOfCaller: () => owners.caller, ownerOfError: () => owners.byError }, failure =>
      failures.push(failure),
    )
    const added = listening.mock.calls.map(([type, listener]) => ({ type, listener }))
    listening.mockRestore()
    onTestFinished(() => {
      for (const { type, listener } of added) window.removeEventListener(type, listener as EventListener)
    })
    return failures
  }

  const preload = (payload: unknown) =>
    window.dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload }))
  const rejected = (reason: unknown) =>
    window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason }))

  it('is the app whose loader says so, which knows of libraries too; the same failure comes once', () => {
    const failures = watch({ caller: sales, byError: stock })
    const error = missed()
    preload(error)
    rejected(error)
    expect(failures).toEqual([{ error, owner: sales }])
  })

  it('is whose file the message names, where nothing but the rejection is known', () => {
    const failures = watch({ caller: sales, byError: stock })
    const error = missed()
    rejected(error)
    expect(failures).toEqual([{ error, owner: stock }])
  })

  it.each([
    'Failed to fetch dynamically imported module: http://x/a.js',
    'error loading dynamically imported module: http://x/a.js',
    'Importing a module script failed.',
    'Unable to preload CSS for /a/sales/1.0.0/late.css',
    'Loading chunk 12 failed.\n(error: http://x/12.js)',
    'Loading CSS chunk pages-late failed.',
  ])('is asked for when a browser or a bundler says: %s', text => {
    const failures = watch({ caller: null, byError: null })
    rejected(new Error(text))
    expect(failures).toHaveLength(1)
  })

  it('is not asked for of other errors', () => {
    const failures = watch({ caller: null, byError: null })
    for (const other of [new Error('Loading failed'), 'Loading chunk 1 failed', null]) rejected(other)
    expect(failures).toEqual([])
  })
})
