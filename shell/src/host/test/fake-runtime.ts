import type { Lifecycles, SnapshotApp } from '@portico/micro-app'
import { vi } from 'vitest'
import type { HostOptions } from '../app-host.ts'
import type { CodeOwner } from '../attribution/code-owner.ts'
import type { AppRuntime, SandboxTarget } from '../instance/app-runtime.ts'
import { createSurface } from '../ledger/held-surface.ts'
import type { ChunkFailure } from '../loading/chunk-failure.ts'

/** An app whose lifecycles a test decides, and what the host did with it. */
export class FakeApp {
  readonly app: SnapshotApp
  readonly log: string[] = []
  readonly targets: SandboxTarget[] = []
  lifecycles: Partial<Lifecycles> = {}
  /** What loading the entry gives; replaced to fail or to hang. */
  load: (signal: AbortSignal) => Promise<void> = async () => {}

  constructor(name: string, manifest: Partial<SnapshotApp['manifest']> = {}) {
    this.app = {
      url: `/a/${name}/1.0.0/`,
      manifest: {
        ...{ schema: 1, name, version: '1.0.0', protocol: 1, entry: 'entry.js', css: [], preload: [] },
        ...{
          integrity: {},
          imports: [],
          own: {},
          title: { 'zh-CN': name, en: name },
          icon: 'app',
          base: `/${name}`,
          menu: [],
        },
        ...{ requires: { shared: {} }, operations: [], keepAlive: true },
        ...manifest,
      },
    }
  }

  /** A later version of the same app, which falls back to it. */
  static after(stable: FakeApp, version: string): FakeApp {
    const { name } = stable.app.manifest
    const later = new FakeApp(name, { version })
    later.app.url = `/a/${name}/${version}/`
    later.app.fallback = stable.app
    return later
  }

  get entry(): Lifecycles {
    const note = (what: string) => () => void this.log.push(what)
    return {
      mount: note('mount'),
      unmount: note('unmount'),
      suspend: note('suspend'),
      resume: note('resume'),
      ...this.lifecycles,
    }
  }
}

/** Of a host whose apps give nothing to slots. */
export const NO_SLOTS: HostOptions['slots'] = {
  apps: {},
  can: () => false,
  servicesOf: () => {
    throw new Error('Nothing is shown in slots here')
  },
}

interface FakeRuntime extends AppRuntime {
  /** A chunk does not load that the newest copy had asked for, or another owner. */
  missChunk(error: Error, owner?: CodeOwner | null): void
}

/** A runtime without a browser's module loader and without qiankun. */
export function createFakeRuntime(apps: FakeApp[]): FakeRuntime {
  let failed: (failure: ChunkFailure) => void = () => {}
  let newest: CodeOwner | null = null
  return {
    watchChunkFailures(listener) {
      failed = listener
    },
    missChunk: (error, owner = newest) => failed({ error, owner }),
    ownerOfError: () => null,
    ownerOfCaller: () => null,
    async openSandbox(target) {
      const fake = apps.find(({ app }) => isSame(app, target.app))
      if (fake === undefined) throw new Error(`No fake ${target.app.manifest.name}`)
      fake.targets.push(target)
      newest = ownerOf(target)
      return {
        effects: {
          ...{ attach: vi.fn(), loaded: vi.fn(), pause: vi.fn(), resume: vi.fn(), surface: createSurface() },
          ...{ left: () => [], asksToStay: () => false },
          detach: () => void fake.log.push('detach'),
        },
        loadStyles: async () => {},
        async loadEntry({ signal }) {
          fake.log.push('load')
          await fake.load(signal)
          return fake.entry
        },
        missingLibrary: () => null,
        mount: async () => target.elements.host.appendChild(document.createElement('div')),
        unmount: async () => target.elements.host.replaceChildren(),
      }
    },
  }
}

export function ownerOf({ instanceId, app: { manifest } }: SandboxTarget): CodeOwner {
  return { instanceId, app: manifest.name, version: manifest.version }
}

function isSame({ manifest: one }: SnapshotApp, { manifest: other }: SnapshotApp): boolean {
  return one.name === other.name && one.version === other.version
}
