import type { ShellServices } from '@portico/micro-app'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppHost } from '../app-host.ts'
import { SubAppError } from '../failure/app-error.ts'
import type { LoadReports } from '../instance/app-view.ts'
import { createFakeRuntime, FakeApp, NO_SLOTS } from './fake-runtime.ts'

const i18n: ShellServices['i18n'] = { locale: () => 'en', subscribe: () => () => {} }

const TIMEOUTS = { loadMs: 1_000, bootstrapMs: 1_000, mountMs: 1_000, unmountMs: 1_000, blankMs: 1_000 }
const CHUNK = new TypeError('Failed to fetch dynamically imported module: http://x/a/sales/2.0.0/late.js')

let stable: FakeApp
let gray: FakeApp
let runtime: ReturnType<typeof createFakeRuntime>
let isDirty: boolean
let reloads: number
/** `sales@1.0.0`, or `sales@2.0.0 ENTRY_HTTP -> 1.0.0`. */
let loads: string[]
let errors: string[]
const page = document.body.appendChild(document.createElement('div'))

beforeEach(() => {
  page.replaceChildren()
  stable = new FakeApp('sales')
  gray = FakeApp.after(stable, '2.0.0')
  isDirty = false
  reloads = 0
  loads = []
  errors = []
  vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('no network in this test')))
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const reports: LoadReports = {
  loaded: ({ name, version }) => void loads.push(`${name}@${version}`),
  loadFailed: ({ name, version }, { code }, fallback) =>
    void loads.push(`${name}@${version} ${code} -> ${fallback}`),
}

function createHost(): AppHost {
  runtime = createFakeRuntime([stable, gray])
  const report = { error: (error: { code?: string }) => void errors.push(String(error.code)), timing() {} }
  return new AppHost({
    runtime,
    stage: page,
    slots: NO_SLOTS,
    timeouts: TIMEOUTS,
    maxMounted: 8,
    servicesOf: () => ({ report, i18n }) as unknown as ShellServices,
    reports,
    isDirty: () => isDirty,
    holdsTyped: () => false,
    onKept: () => {},
    onRenewed: () => {},
    reloadFor: () => void reloads++,
  })
}

const boom = () => {
  throw new Error('boom')
}

const missChunk = () => runtime.missChunk(CHUNK)

describe('a version that cannot be opened', () => {
  for (const [what, breakIt, code] of [
    [
      'does not load',
      (app: FakeApp) => {
        app.load = async () => {
          throw new SubAppError('ENTRY_HTTP', '500')
        }
      },
      'ENTRY_HTTP',
    ],
    [
      'throws at bootstrap',
      (app: FakeApp) => {
        app.lifecycles.bootstrap = boom
      },
      'BOOTSTRAP_FAILED',
    ],
    [
      'throws at mount',
      (app: FakeApp) => {
        app.lifecycles.mount = boom
      },
      'MOUNT_FAILED',
    ],
    [
      'misses a chunk at mount',
      (app: FakeApp) => {
        app.lifecycles.mount = () => Promise.reject(CHUNK)
      },
      'MOUNT_FAILED',
    ],
  ] as const) {
    it(`gives way to its fallback when it ${what}`, async () => {
      breakIt(gray)
      const host = createHost()
      await host.show(gray.app)
      expect(host.viewOf('sales')).toMatchObject({
        status: 'mounted',
        substitute: { version: '1.0.0', failed: '2.0.0', error: { code } },
      })
      expect(loads).toEqual([`sales@2.0.0 ${code} -> 1.0.0`, 'sales@1.0.0'])
      expect(errors).toEqual([])
      const seen = [...page.querySelectorAll<HTMLElement>('.app-host')]
      expect(seen.map(({ dataset }) => dataset.instance)).toEqual(['sales@1.0.0#2'])
      expect(seen[0]?.hasAttribute('data-suspended')).toBe(false)
    })
  }

  it('shows the error panel when the fallback fails too; Retry tries the fallback', async () => {
    gray.lifecycles.mount = boom
    stable.lifecycles.mount = boom
    const host = createHost()
    await host.show(gray.app)
    expect(host.viewOf('sales')).toMatchObject({ status: 'failed', version: '1.0.0' })
    expect(loads).toEqual(['sales@2.0.0 MOUNT_FAILED -> 1.0.0', 'sales@1.0.0 MOUNT_FAILED -> null'])
    stable.lifecycles = {}
    await host.retry('sales')
    expect(host.viewOf('sales').status).toBe('mounted')
  })

  it('does not give way when its tab was closed meanwhile', async () => {
    gray.load = signal =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const host = createHost()
    void host.show(gray.app)
    await vi.waitFor(() => expect(gray.log).toContain('load'))
    await host.close('sales')
    expect(host.viewOf('sales').status).toBe('closed')
    expect(stable.targets).toEqual([])
  })

  it('is not given up for a failure of its second mount', async () => {
    let mounts = 0
    gray.lifecycles.mount = () => (++mounts > 1 ? boom() : undefined)
    const host = createHost()
    await host.show(gray.app)
    await host.close('sales')
    await host.show(gray.app)
    expect(host.viewOf('sales')).toMatchObject({ status: 'failed', version: '2.0.0' })
    expect([loads, errors]).toEqual([['sales@2.0.0'], ['MOUNT_FAILED']])
  })
})

describe('a version that breaks after it was mounted', () => {
  it('gives way to its fallback within the first seconds', async () => {
    const host = createHost()
    await host.show(gray.app)
    missChunk()
    await vi.waitFor(() => expect(loads).toHaveLength(3))
    expect(loads).toEqual(['sales@2.0.0', 'sales@2.0.0 CHUNK_FAILED -> 1.0.0', 'sales@1.0.0'])
  })

  it('gives way once, however often the same failure is reported', async () => {
    const host = createHost()
    await host.show(gray.app)
    missChunk()
    missChunk()
    await vi.waitFor(() => expect(loads).toHaveLength(3))
    expect(stable.targets).toHaveLength(1)
  })

  it('later is opened anew under new addresses for a missed chunk, and gives way when that did not help', async () => {
    const host = createHost()
    await host.show(gray.app)
    ageBy(60_000)
    missChunk()
    await vi.waitFor(() => expect(gray.targets).toHaveLength(2))
    await vi.waitFor(() => expect(host.viewOf('sales').status).toBe('mounted'))
    expect(gray.targets.map(({ retryMark }) => retryMark === null)).toEqual([true, false])
    missChunk()
    await vi.waitFor(() => expect(loads.at(-1)).toBe('sales@1.0.0'))
  })

  it('is left alone while it holds unsaved work', async () => {
    const host = createHost()
    await host.show(gray.app)
    isDirty = true
    missChunk()
    await vi.waitFor(() => expect(errors).toHaveLength(1))
    expect(host.viewOf('sales')).toEqual({ status: 'mounted' })
    expect(gray.targets).toHaveLength(1)
  })

  it('without a fallback is opened anew once, then the page is reloaded once, then the panel stays', async () => {
    const alone = new FakeApp('sales', { version: '2.0.0' })
    gray = alone
    alone.app.url = '/a/sales/2.0.0/'
    const host = createHost()
    await host.show(alone.app)
    missChunk()
    await vi.waitFor(() => expect(alone.targets).toHaveLength(2))
    await vi.waitFor(() => expect(host.viewOf('sales').status).toBe('mounted'))
    missChunk()
    await vi.waitFor(() => expect(host.viewOf('sales').status).toBe('failed'))
    missChunk()
    await host.show(alone.app)
    expect(reloads).toBe(1)
    expect(alone.targets).toHaveLength(2)
  })
})

function ageBy(ms: number): void {
  const now = performance.now()
  vi.spyOn(performance, 'now').mockImplementation(() => now + ms)
}
