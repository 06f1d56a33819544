import type { ShellServices, SnapshotApp } from '@portico/micro-app'
import { Signal } from '../signal.ts'
import { type AppError, toAppError } from './app-error.ts'
import { AppInstance, type InstanceTimeouts } from './app-instance.ts'
import type { AppRuntime } from './app-runtime.ts'
import { BodyWatch } from './body-nodes.ts'
import { refreshManifest } from './loading/manifest-refresh.ts'
import { PageSurface } from './page-surface.ts'

export type AppView =
  | { status: 'closed' }
  | { status: 'opening' }
  | { status: 'mounted' }
  | { status: 'failed'; error: AppError; version: string }

export interface HostOptions {
  runtime: AppRuntime
  /** The element app elements are put into. */
  stage: HTMLElement
  timeouts: InstanceTimeouts
  /** How many apps may stay mounted; the one seen and the dirty ones are never given up for it. */
  maxMounted: number
  servicesOf(appName: string): ShellServices
  isDirty(appName: string): boolean
}

const CLOSED: AppView = { status: 'closed' }

interface Slot {
  app: SnapshotApp
  instance: AppInstance | null
  /** Every copy after a failure is a new one, from new addresses. */
  failures: number
  instances: number
  lastSeen: number
  /** Ends what is being loaded; null when nothing is. */
  opening: AbortController | null
  /** Openings and closings of one app happen one after the other. */
  queue: Promise<void>
}

/** Shows one sub-app at a time and keeps the others alive; every app's own failure stays its own. */
export class AppHost {
  readonly views = new Signal<Readonly<Record<string, AppView>>>({})
  readonly #options: HostOptions
  readonly #slots = new Map<string, Slot>()
  readonly #surface = new PageSurface()
  readonly #bodyWatch = new BodyWatch()
  #seen: Slot | null = null
  #clock = 0

  constructor(options: HostOptions) {
    this.#options = options
  }

  viewOf(appName: string): AppView {
    return this.views.get()[appName] ?? CLOSED
  }

  /** Shows the app's tab, opening it when it is not mounted. A failed app stays failed until `retry`. */
  show(app: SnapshotApp): Promise<void> {
    const slot = this.#slotOf(app)
    if (this.#seen !== slot) {
      this.hide()
      this.#seen = slot
      slot.lastSeen = ++this.#clock
      this.#reveal(slot)
    }
    if (this.viewOf(app.manifest.name).status !== 'closed') return slot.queue
    return this.#enqueue(slot, () => this.#open(slot))
  }

  /** Nothing is shown any more; a kept app stays mounted behind it. */
  hide(): void {
    const slot = this.#seen
    if (slot === null) return
    this.#seen = null
    this.#conceal(slot)
    if (!slot.app.manifest.keepAlive && !this.#options.isDirty(slot.app.manifest.name))
      void this.close(slot.app.manifest.name)
  }

  /** A new copy of a failed app, from new addresses. */
  retry(appName: string): Promise<void> {
    const slot = this.#slots.get(appName)
    if (slot === undefined || this.viewOf(appName).status !== 'failed') return Promise.resolve()
    return this.#enqueue(slot, () => this.#open(slot))
  }

  mayClose(appName: string): Promise<boolean> {
    return this.#slots.get(appName)?.instance?.mayLeave() ?? Promise.resolve(true)
  }

  /** Unmounts and cleans up. What is still loading is given up. */
  close(appName: string): Promise<void> {
    const slot = this.#slots.get(appName)
    if (slot === undefined) return Promise.resolve()
    if (this.#seen === slot) {
      this.#seen = null
      this.#conceal(slot)
    }
    slot.opening?.abort(new DOMException('The tab was closed', 'AbortError'))
    return this.#enqueue(slot, async () => {
      await slot.instance?.close()
      if (slot.instance?.status === 'failed') slot.instance = null
      if (this.#seen !== slot) this.#setView(slot, CLOSED)
    })
  }

  #slotOf(app: SnapshotApp): Slot {
    const known = this.#slots.get(app.manifest.name)
    if (known !== undefined) return known
    const slot: Slot = {
      app,
      instance: null,
      failures: 0,
      instances: 0,
      lastSeen: 0,
      opening: null,
      queue: Promise.resolve(),
    }
    this.#slots.set(app.manifest.name, slot)
    return slot
  }

  #enqueue(slot: Slot, work: () => Promise<void>): Promise<void> {
    slot.queue = slot.queue.then(work)
    return slot.queue
  }

  async #open(slot: Slot): Promise<void> {
    this.#setView(slot, { status: 'opening' })
    const opening = new AbortController()
    slot.opening = opening
    try {
      slot.instance = usable(slot.instance) ?? (await this.#createInstance(slot))
      if (this.#seen === slot) this.#reveal(slot)
      await slot.instance.open(opening.signal)
      this.#setView(slot, { status: 'mounted' })
      this.#evict()
    } catch (error) {
      this.#fail(slot, error, opening.signal)
    } finally {
      slot.opening = null
    }
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
      services: servicesOf(manifest.name),
      runtime,
      timeouts,
      onRenderError: error => void this.#renderFailed(slot, instance, error),
    })
    return instance
  }

  #fail(slot: Slot, error: unknown, signal: AbortSignal): void {
    if (signal.aborted) {
      this.#setView(slot, CLOSED)
      return
    }
    slot.failures += 1
    if (this.#seen === slot) this.#surface.leave()
    const appError = toAppError(error, 'MOUNT_FAILED')
    this.#options.servicesOf(slot.app.manifest.name).report.error(appError, { code: appError.code })
    this.#setView(slot, { status: 'failed', error: appError, version: slot.app.manifest.version })
  }

  #renderFailed(slot: Slot, instance: AppInstance, error: unknown): Promise<void> {
    if (slot.instance !== instance) return Promise.resolve()
    return this.#enqueue(slot, async () => {
      if (instance.status !== 'mounted') return
      await instance.fail()
      this.#fail(slot, toAppError(error, 'RENDER_FAILED'), new AbortController().signal)
    })
  }

  #reveal(slot: Slot): void {
    const { instance } = slot
    if (instance === null) return
    this.#surface.leave()
    this.#surface.enter(instance.surface)
    this.#bodyWatch.setOwner(instance.bodyNodes)
    instance.show()
  }

  #conceal({ instance }: Slot): void {
    if (instance === null) return
    instance.hide()
    this.#bodyWatch.setOwner(null)
    instance.surface = this.#surface.leave()
  }

  /** Gives up the app not seen for longest, when there are too many. */
  #evict(): void {
    const mounted = [...this.#slots.values()].filter(slot => slot.instance?.status === 'mounted')
    const candidates = mounted
      .filter(slot => slot !== this.#seen && !this.#options.isDirty(slot.app.manifest.name))
      .sort((one, other) => one.lastSeen - other.lastSeen)
    const surplus = Math.max(0, mounted.length - this.#options.maxMounted)
    for (const slot of candidates.slice(0, surplus)) void this.close(slot.app.manifest.name)
  }

  #setView(slot: Slot, view: AppView): void {
    this.views.set({ ...this.views.get(), [slot.app.manifest.name]: view })
  }
}

function usable(instance: AppInstance | null): AppInstance | null {
  return instance?.status === 'idle' ? instance : null
}
