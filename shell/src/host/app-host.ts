import type { Manifest, ShellServices, SnapshotApp } from '@portico/micro-app'
import { Signal } from '../state/signal.ts'
import { ActiveApp } from './active-app.ts'
import { AppFaults, type FaultOptions } from './app-faults.ts'
import { AppInstance, type InstanceTimeouts } from './app-instance.ts'
import type { AppRuntime } from './app-runtime.ts'
import { type AppView, CLOSED } from './app-view.ts'
import { type SubAppError, toAppError } from './failure/app-error.ts'
import { refreshManifest } from './loading/manifest-refresh.ts'
import { Slot } from './slot.ts'

export interface HostOptions extends FaultOptions {
  runtime: AppRuntime
  /** The element app elements are put into. */
  stage: HTMLElement
  timeouts: InstanceTimeouts
  /** How many apps may stay mounted; the one seen and the dirty ones are never given up for it. */
  maxMounted: number
  /** Of one version of an app: services say in whose name they send. */
  servicesOf(app: SnapshotApp): ShellServices
}

/** Shows one sub-app at a time and keeps the others alive; every app's own failure stays its own. */
export class AppHost {
  readonly views = new Signal<Readonly<Record<string, AppView>>>({})
  readonly #options: HostOptions
  readonly #slots = new Map<string, Slot>()
  readonly #activeApp = new ActiveApp()
  readonly #faults: AppFaults

  constructor(options: HostOptions) {
    this.#options = options
    this.#faults = new AppFaults({
      options,
      activeApp: this.#activeApp,
      slots: this.#slots,
      open: slot => this.#open(slot),
      viewOf: name => this.viewOf(name),
      setView: (slot, view) => this.#setView(slot, view),
    })
    options.runtime.watchChunkFailures(failure => this.#faults.chunkFailed(failure))
  }

  /** The version of an app whose code threw this, of a closed one too; null: no app's. */
  ownerOfError(thrown: unknown): Pick<Manifest, 'name' | 'version'> | null {
    const owner = this.#options.runtime.ownerOfError(thrown)
    return owner && { name: owner.app, version: owner.version }
  }

  /** Whether this failure to load a file was dealt with, and reported, as an app's. */
  hasTaken(error: unknown): boolean {
    return this.#faults.hasTaken(error)
  }

  viewOf(appName: string): AppView {
    return this.views.get()[appName] ?? CLOSED
  }

  /** Shows the app's tab, opening it when it is not mounted. A failed app stays failed until `retry`. */
  show(app: SnapshotApp): Promise<void> {
    const slot = this.#slotOf(app)
    if (this.#activeApp.slot !== slot) {
      this.hide()
      this.#activeApp.turnTo(slot)
      this.#faults.watchSeen()
    }
    if (this.viewOf(slot.name).status !== 'closed') return slot.queue
    return slot.enqueue(() => this.#open(slot))
  }

  /** Nothing is shown any more; a kept app stays mounted behind it. */
  hide(): void {
    const slot = this.#activeApp.turnOff()
    if (slot === null) return
    this.#faults.watchSeen()
    if (!slot.app.manifest.keepAlive && !this.#options.isDirty(slot.name)) void this.close(slot.name)
  }

  /** A new copy of an app that failed or shows nothing, from new addresses. */
  retry(appName: string): Promise<void> {
    const slot = this.#slots.get(appName)
    if (slot === undefined) return Promise.resolve()
    if (this.viewOf(appName).status !== 'failed') return this.#faults.renew(slot)
    return slot.enqueue(() => this.#open(slot))
  }

  /** The network is back: what it had kept from opening is tried once more. */
  heal(): void {
    for (const [name, view] of Object.entries(this.views.get()))
      if (view.status === 'failed' && view.error.isOfTheNetwork) void this.retry(name)
  }

  /** Whether any mounted app wants to be asked before it goes. */
  asksBeforeLeave(): boolean {
    return this.#mounted().some(({ instance }) => instance?.asksBeforeLeave() === true)
  }

  async mayLeaveAll(): Promise<boolean> {
    for (const { instance } of this.#mounted()) if ((await instance?.mayLeave()) === false) return false
    return true
  }

  mayClose(appName: string): Promise<boolean> {
    return this.#slots.get(appName)?.instance?.mayLeave() ?? Promise.resolve(true)
  }

  /** Unmounts and cleans up. What is still loading is given up. */
  close(appName: string): Promise<void> {
    const slot = this.#slots.get(appName)
    if (slot === undefined) return Promise.resolve()
    if (this.#activeApp.slot === slot) this.#activeApp.turnOff()
    slot.opening?.abort(new DOMException('The tab was closed', 'AbortError'))
    return slot.enqueue(async () => {
      await slot.instance?.close()
      if (slot.instance?.status === 'failed') slot.instance = null
      if (this.#activeApp.slot !== slot) this.#setView(slot, CLOSED)
    })
  }

  #slotOf(app: SnapshotApp): Slot {
    const known = this.#slots.get(app.manifest.name)
    if (known !== undefined) return known
    const slot = new Slot(app)
    this.#slots.set(app.manifest.name, slot)
    return slot
  }

  async #open(slot: Slot): Promise<void> {
    this.#setView(slot, { status: 'opening' })
    const opening = new AbortController()
    slot.opening = opening
    try {
      await this.#openVersion(slot, opening.signal).catch(error =>
        this.#openFallback(slot, toAppError(error, 'MOUNT_FAILED'), opening.signal),
      )
      this.#setView(slot, { status: 'mounted', ...(slot.substitute && { substitute: slot.substitute }) })
      this.#evict()
    } catch (error) {
      this.#faults.fail(slot, error, { code: 'MOUNT_FAILED', signal: opening.signal })
    } finally {
      slot.opening = null
    }
  }

  async #openVersion(slot: Slot, signal: AbortSignal): Promise<void> {
    const startedAt = performance.now()
    slot.instance = usable(slot.instance) ?? (await this.#createInstance(slot))
    this.#activeApp.reveal(slot)
    await slot.instance.open(signal)
    if (slot.firstMountAt !== null) return
    slot.firstMountAt = performance.now()
    this.#options.reports.loaded(slot.app.manifest, slot.firstMountAt - startedAt)
  }

  /** A version that could not even be mounted once gives way to the one that worked before; a tab, a user, no reload. */
  async #openFallback(slot: Slot, error: SubAppError, signal: AbortSignal): Promise<void> {
    if (signal.aborted || slot.firstMountAt !== null || slot.app.fallback === undefined) throw error
    this.#faults.fallBack(slot, error)
    await this.#openVersion(slot, signal)
  }

  async #createInstance(slot: Slot): Promise<AppInstance> {
    if (slot.failures > 0) slot.app = await refreshManifest(slot.app)
    const { manifest } = slot.app
    const { stage, runtime, timeouts, servicesOf } = this.#options
    slot.instances += 1
    const instance: AppInstance = new AppInstance({
      id: `${manifest.name}@${manifest.version}#${slot.instances}`,
      app: slot.app,
      // A mark never used before: the last session's answers may lie in the browser's cache.
      retryMark: slot.failures === 0 ? null : `${slot.failures}-${Date.now().toString(36)}`,
      stage,
      services: servicesOf(slot.app),
      runtime,
      timeouts,
      onRenderError: error => void this.#faults.broken(slot, instance, error),
    })
    return instance
  }

  /** Gives up the app not seen for longest, when there are too many. */
  #evict(): void {
    const mounted = this.#mounted()
    const candidates = mounted
      .filter(slot => slot !== this.#activeApp.slot && !this.#options.isDirty(slot.name))
      .sort((one, other) => one.lastSeen - other.lastSeen)
    const surplus = Math.max(0, mounted.length - this.#options.maxMounted)
    for (const slot of candidates.slice(0, surplus)) void this.close(slot.name)
  }

  #mounted(): Slot[] {
    return [...this.#slots.values()].filter(({ instance }) => instance?.status === 'mounted')
  }

  #setView(slot: Slot, view: AppView): void {
    this.views.set({ ...this.views.get(), [slot.name]: view })
    this.#faults.watchSeen()
  }
}

function usable(instance: AppInstance | null): AppInstance | null {
  return instance?.status === 'idle' ? instance : null
}
