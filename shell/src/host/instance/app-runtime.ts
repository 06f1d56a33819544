import type { Lifecycles, NavigationService, SnapshotApp } from '@portico/micro-app'
import type { CodeOwner } from '../attribution/code-owner.ts'
import { CodeOwners } from '../attribution/code-owners.ts'
import { ClassicLibrary } from '../classic/classic-library.ts'
import { withDeadline } from '../failure/deadline.ts'
import { type AppElements, Ledger } from '../ledger/ledger.ts'
import { type ArtifactFiles, artifactFiles } from '../loading/artifact-files.ts'
import { type ChunkFailure, watchChunkFailures } from '../loading/chunk-failure.ts'
import { loadEntry } from '../loading/entry-loader.ts'
import { addImportMap, retryImportMap } from '../loading/retry-import-map.ts'
import { loadStyles } from '../loading/styles.ts'
import type { ElementNames } from '../page/element-names.ts'
import { watchPage } from '../page/install.ts'
import { PageApps } from '../page/page-apps.ts'
import { noteProperties } from '../page/page-listeners.ts'
import { Prototypes } from '../page/prototypes.ts'
import { appAddress } from '../sandbox/app-history.ts'
import { appStorage } from '../sandbox/app-storage.ts'
import { createSandbox, type Sandbox } from '../sandbox/sandbox.ts'
import { createScope } from '../sandbox/scope.ts'
import { ScopeRegistry } from '../sandbox/scope-registry.ts'

interface Limits {
  timeoutMs: number
  signal: AbortSignal
}

export interface SandboxTarget {
  instanceId: string
  app: SnapshotApp
  retryMark: string | null
  /** Id of what is mounted of the app; left out: the app itself. */
  contribution?: string | undefined
  elements: AppElements
  navigation: NavigationService
}

/** How an instance governs what its app has hung on the page. */
type Effects = Pick<
  Ledger,
  'asksToStay' | 'attach' | 'detach' | 'left' | 'loaded' | 'pause' | 'resume' | 'surface'
>

/** An app's sandbox with its code and styles; everything an instance needs of qiankun and of the browser's module loader. */
export interface OpenSandbox {
  readonly effects: Effects
  loadStyles(limits: Limits): Promise<void>
  loadEntry(limits: Limits): Promise<Lifecycles>
  /** Of a plain page whose script set no lifecycles: what it was to set, and what it did; null: nothing is missing. */
  missingLibrary(): string | null
  /** A new empty element to render into. */
  mount(): Promise<HTMLElement>
  unmount(): Promise<void>
}

/** The seam between the instances' life and the browser; tests put their own in. */
export interface AppRuntime {
  openSandbox(target: SandboxTarget): Promise<OpenSandbox>
  /** Calls back once for every lazy chunk of any app that does not load. */
  watchChunkFailures(failed: (failure: ChunkFailure) => void): void
  /** The copy of an app whose code threw this, closed ones too; null: no app's. */
  ownerOfError(thrown: unknown): CodeOwner | null
  /** The copy of an app whose code is running; null: no app's. */
  ownerOfCaller(): CodeOwner | null
}

/** What all sandboxes of a page have in common. */
interface Page {
  registry: ScopeRegistry
  apps: PageApps
  names: ElementNames
  prototypes: Prototypes
}

/**
 * Installs the page's scope functions, puts the host in front of its shared objects, and opens sandboxes by qiankun, or frames. One
 * a page. `shell`: the shell's version.
 */
export function createBrowserRuntime(shell: string): AppRuntime {
  const owners = new CodeOwners<Ledger>()
  const apps = new PageApps(owners)
  const copies = {
    ofUrl: (url: string) => owners.ownerOfUrl(url)?.instanceId ?? null,
    ofCaller: () => owners.ownerOfCaller()?.instanceId ?? null,
  }
  const registry = new ScopeRegistry(copies, () => apps.begin())
  registry.install()
  const page = { registry, apps, prototypes: new Prototypes(), ...watchPage(apps) }
  return {
    openSandbox: async target =>
      target.app.manifest.isolation === 'frame' ? openFrame({ ...target, shell }) : openSandbox(page, target),
    watchChunkFailures: failed => watchChunkFailures(owners, failed),
    ownerOfError: thrown => owners.ownerOfError(thrown),
    ownerOfCaller: () => owners.ownerOfCaller(),
  }
}

/** Few pages have an app in a frame: its code is loaded with the first. */
async function openFrame(target: SandboxTarget & { shell: string }): Promise<OpenSandbox> {
  const { FrameSandbox } = await import('../frame/frame-sandbox.ts')
  return new FrameSandbox(target, target.elements.host)
}

async function openSandbox(page: Page, target: SandboxTarget): Promise<OpenSandbox> {
  const { instanceId, elements, app, retryMark } = target
  const files = artifactFiles(target)
  const { name, version } = app.manifest
  const ledger = new Ledger({ instanceId, app: name, version }, elements, page.apps.keyframes)
  ledger.markScript = url => files.markedUrl(url)
  ledger.listeners.mayBeOwn = event => {
    const owner = page.apps.owners.ownerOfError(event)
    return owner === null || owner === ledger
  }
  ledger.textUrl = textUrl(files, retryMark)
  page.apps.owners.register({ base: files.base, retryMark }, ledger)
  page.apps.add(ledger)
  elements.host.append(ledger.styles.head)
  noteProperties()
  const sandbox = await createSandbox({ instanceId, host: elements.host, publicPath: app.url })
  if (retryMark !== null) addImportMap(retryImportMap(files))
  return new BrowserSandbox(page, target, { files, sandbox, ledger })
}

/** No file lies there: it is what stacks call a script that the app inserts as a text. */
function textUrl({ base }: ArtifactFiles, retryMark: string | null): string {
  const { href } = new URL(`${base}inserted.js`, document.baseURI)
  return retryMark === null ? href : `${href}?retry=${retryMark}`
}

class BrowserSandbox implements OpenSandbox {
  readonly effects: Ledger
  readonly #page: Page
  readonly #target: SandboxTarget
  readonly #files: ArtifactFiles
  readonly #library = new ClassicLibrary()
  readonly #sandbox: Sandbox

  constructor(
    page: Page,
    target: SandboxTarget,
    { files, sandbox, ledger }: { files: ArtifactFiles; sandbox: Sandbox; ledger: Ledger },
  ) {
    this.effects = ledger
    this.#page = page
    this.#target = target
    this.#files = files
    this.#sandbox = sandbox
    const { name: app, base, sharedStorage: shared = [] } = target.app.manifest
    const scope = createScope({
      ledger,
      sandbox: sandbox.window,
      address: appAddress({ navigation: target.navigation, ledger, base }),
      localStorage: appStorage(localStorage, { app, shared }),
      sessionStorage: appStorage(sessionStorage, { app, shared }),
      customElements: page.names.facade(ledger),
    })
    page.registry.setScope({ artifact: this.#artifact, instanceId: target.instanceId }, scope)
  }

  get #artifact(): string {
    const { name, version } = this.#target.app.manifest
    return `${name}@${version}`
  }

  loadStyles(limits: Limits): Promise<void> {
    return loadStyles(this.#files, { host: this.#target.elements.host, ...limits })
  }

  async loadEntry(limits: Limits): Promise<Lifecycles> {
    const loading = this.#load(limits)
    this.#page.prototypes.know()
    const lifecycles = await loading
    this.#page.apps.begin()
    return lifecycles
  }

  async #load(limits: Limits): Promise<Lifecycles> {
    const { name, base, classic } = this.#target.app.manifest
    if (classic === undefined) return loadEntry(this.#files, limits)
    this.effects.folder = this.#files.originalUrl('')
    // Loaded with the first wrapped page: many pages have none.
    const loading = import('../classic/classic-loader.ts')
    const { loadClassic } = await withDeadline(loading, { code: 'ENTRY_TIMEOUT', ...limits })
    return loadClassic(this.#files, {
      ...{ name, ...classic, sandbox: this.#sandbox.window, address: this.effects.address },
      ...{ artifact: this.#artifact, instanceId: this.#target.instanceId },
      ...{ library: this.#library, registry: this.#page.registry, ...limits },
      ...{ listeners: this.effects.listeners, ends: this.effects.ends },
      giveBase: () => this.effects.giveBase(`${base}/`),
      giveWindow: window => {
        this.effects.window = window
      },
    })
  }

  missingLibrary(): string | null {
    return this.#library.missing
  }

  mount(): Promise<HTMLElement> {
    // No mount waits for it: comparing takes some milliseconds.
    window.requestIdleCallback?.(() => this.#notePatches())
    return this.#sandbox.mount()
  }

  async unmount(): Promise<void> {
    this.#notePatches()
    this.effects.patches.detach()
    this.#page.prototypes.changes()
    await this.#sandbox.unmount()
    if (this.#target.app.manifest.classic !== undefined) this.effects.discard()
    for (const link of this.#target.elements.host.querySelectorAll(':scope > link')) link.remove()
  }

  /** Named, for all apps of the page have to live with them until this one is closed. */
  #notePatches(): void {
    const { prototypes } = this.#page
    const patches = this.effects.patches.add(prototypes.changes())
    if (patches.length === 0) return
    const names = patches.map(patch => prototypes.nameOf(patch)).join(', ')
    console.warn(
      `[portico] PROTOTYPE_PATCHED: ${this.effects.instanceId} has changed ${names} for the whole page`,
    )
  }
}
