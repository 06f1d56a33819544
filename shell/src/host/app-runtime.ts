import type { Lifecycles, SnapshotApp } from '@portico/micro-app'
import type { CodeOwner } from './attribution/code-owner.ts'
import { CodeOwners } from './attribution/code-owners.ts'
import { type ArtifactFiles, artifactFiles } from './loading/artifact-files.ts'
import { type ChunkFailure, watchChunkFailures } from './loading/chunk-failure.ts'
import { ClassicLibrary } from './loading/classic-library.ts'
import { loadClassic } from './loading/classic-loader.ts'
import { loadEntry } from './loading/entry-loader.ts'
import { addImportMap, retryImportMap } from './loading/retry-import-map.ts'
import { loadStyles } from './loading/styles.ts'
import { dropRepeatedStyles } from './sandbox/repeated-styles.ts'
import { createSandbox, type Sandbox } from './sandbox/sandbox.ts'
import { bindWindowFunctions, createScope } from './sandbox/scope.ts'
import { ScopeRegistry } from './sandbox/scope-registry.ts'
import { SideEffects } from './sandbox/side-effects.ts'

interface Limits {
  timeoutMs: number
  signal: AbortSignal
}

export interface SandboxTarget {
  instanceId: string
  app: SnapshotApp
  retryMark: string | null
  host: HTMLElement
}

/** An app's sandbox with its code and styles; everything an instance needs of qiankun and of the browser's module loader. */
export interface OpenSandbox {
  readonly effects: Pick<SideEffects, 'attach' | 'detach' | 'loaded'>
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

/** Installs the page's scope functions and opens sandboxes by qiankun. One a page. */
export function createBrowserRuntime(): AppRuntime {
  const registry = new ScopeRegistry()
  registry.install()
  const owners = new CodeOwners()
  return {
    openSandbox: target => {
      registerCode(owners, target)
      return openSandbox(registry, target)
    },
    watchChunkFailures: failed => watchChunkFailures(owners, failed),
    ownerOfError: thrown => owners.ownerOfError(thrown),
    ownerOfCaller: () => owners.ownerOfCaller(),
  }
}

function registerCode(owners: CodeOwners, { app, retryMark, instanceId }: SandboxTarget): void {
  const { name, version } = app.manifest
  owners.register({ base: app.url, retryMark }, { instanceId, app: name, version })
}

async function openSandbox(registry: ScopeRegistry, target: SandboxTarget): Promise<OpenSandbox> {
  const files = artifactFiles(target.app, target.retryMark)
  const { instanceId, host, app } = target
  const sandbox = await createSandbox({ instanceId, host, publicPath: app.url })
  if (target.retryMark !== null) addImportMap(retryImportMap(files))
  return new BrowserSandbox(registry, target, { files, sandbox })
}

class BrowserSandbox implements OpenSandbox {
  readonly effects = new SideEffects({ window, document })
  readonly #registry: ScopeRegistry
  readonly #target: SandboxTarget
  readonly #files: ArtifactFiles
  readonly #library = new ClassicLibrary()
  readonly #sandbox: Sandbox

  constructor(
    registry: ScopeRegistry,
    target: SandboxTarget,
    { files, sandbox }: { files: ArtifactFiles; sandbox: Sandbox },
  ) {
    this.#registry = registry
    this.#target = target
    this.#files = files
    this.#sandbox = sandbox
    bindWindowFunctions(sandbox.window, this.effects)
    registry.setScope(this.#artifact, createScope(sandbox.window, this.effects))
  }

  get #artifact(): string {
    const { name, version } = this.#target.app.manifest
    return `${name}@${version}`
  }

  loadStyles(limits: Limits): Promise<void> {
    return loadStyles(this.#files, { host: this.#target.host, ...limits })
  }

  loadEntry(limits: Limits): Promise<Lifecycles> {
    const { name, classic } = this.#target.app.manifest
    if (classic === undefined) return loadEntry(this.#files, limits)
    const program = { name, artifact: this.#artifact, html: classic.html, sandbox: this.#sandbox.window }
    const library = this.#library
    return loadClassic(this.#files, { ...program, library, registry: this.#registry, ...limits })
  }

  missingLibrary(): string | null {
    return this.#library.missing
  }

  async mount(): Promise<HTMLElement> {
    const root = await this.#sandbox.mount()
    bindWindowFunctions(this.#sandbox.window, this.effects)
    return root
  }

  async unmount(): Promise<void> {
    dropRepeatedStyles(this.#target.host)
    await this.#sandbox.unmount()
    for (const link of this.#target.host.querySelectorAll(':scope > link')) link.remove()
  }
}
