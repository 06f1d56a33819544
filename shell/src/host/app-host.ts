import type { Manifest, ShellServices, SnapshotApp } from '@portico/micro-app'
import { Signal } from '../state/signal.ts'
import { ActiveApp } from './active-app.ts'
import { AppFaults, type FaultOptions } from './app-faults.ts'
import { type SubAppError, toAppError } from './failure/app-error.ts'
import { HostedApp } from './hosted-app.ts'
import { AppInstance } from './instance/app-instance.ts'
import type { AppRuntime } from './instance/app-runtime.ts'
import { type AppView, CLOSED } from './instance/app-view.ts'
import type { InstanceTimeouts } from './instance/instance-options.ts'
import { refreshManifest } from './loading/manifest-refresh.ts'
import { SlotHost, type SlotHostOptions } from './slots/slot-host.ts'

export interface HostOptions extends FaultOptions {
  slots: Pick<SlotHostOptions, 'apps' | 'can' | 'servicesOf'>
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
  readonly #apps = new Map<string, HostedApp>()
  readonly #activeApp = new ActiveApp()
  readonly #faults: AppFaults
  readonly slots: SlotHost

  constructor(options: HostOptions) {
    this.#options = options
    this.#faults = new AppFaults({
      options,
      activeApp: this.#activeApp,
      apps: this.#apps,
      open: hosted => this.#open(hosted),
      viewOf: name => this.viewOf(name),
      setView: (hosted, view) => this.#setView(hosted, view),
    })
    const { runtime, timeouts, reports } = options
    this.slots = new SlotHost({ ...options.slots, runtime, timeouts, reports })
    runtime.watchChunkFailures(failure => {
      if (!this.slots.chunkFailed(failure)) this.#faults.chunkFailed(failure)
    })
  }

  /** The version of an app whose code threw this, of a closed one too; null: no app's. */
  ownerOfError(thrown: unknown): Pick<Manifest, 'name' | 'version'> | null {
    const owner = this.#options.runtime.ownerOfError(thrown)
    return owner && { name: owner.app, version: owner.version }
  }

  /** Whether this failure to load a file was dealt with, and reported, as an app's. */
  hasTaken(error: unknown): boolean {
    return this.slots.hasTaken(error) || this.#faults.hasTaken(error)
  }

  viewOf(appName: string): AppView {
    return this.views.get()[appName] ?? CLOSED
  }

  /** Shows the app's tab, opening it when it is not mounted. A failed app stays failed until `retry`. */
  show(app: SnapshotApp): Promise<void> {
    const hosted = this.#hostedAppOf(app)
    if (this.#activeApp.hosted !== hosted) {
      this.hide()
      this.#activeApp.turnTo(hosted)
      this.slots.setSeen(hosted.name)
      this.#faults.watchSeen()
    }
    if (this.viewOf(hosted.name).status !== 'closed') return hosted.queue
    return hosted.enqueue(() => this.#open(hosted))
  }

  /** Nothing is shown any more; a kept app stays mounted behind it. */
  hide(): void {
    const hosted = this.#activeApp.turnOff()
    if (hosted === null) return
    this.slots.setSeen(null)
    this.#faults.watchSeen()
    if (!hosted.app.manifest.keepAlive && !this.#options.isDirty(hosted.name)) void this.close(hosted.name)
  }

  /** A new copy of an app that failed or shows nothing, from new addresses. */
  retry(appName: string): Promise<void> {
    const hosted = this.#apps.get(appName)
    if (hosted === undefined) return Promise.resolve()
    if (this.viewOf(appName).status !== 'failed') return this.#faults.renew(hosted)
    return hosted.enqueue(() => this.#open(hosted))
  }

  /** From now on another copy or version of an app: a copy that is open is closed, and opened anew where it is seen. */
  replace(app: SnapshotApp): Promise<void> {
    const hosted = this.#hostedAppOf(app)
    return hosted.enqueue(async () => {
      await hosted.instance?.close()
      await this.slots.leave(hosted.name)
      this.#activeApp.forget(hosted)
      hosted.replaceWith(app)
      if (this.#activeApp.hosted === hosted) return this.#open(hosted)
      this.#setView(hosted, CLOSED)
    })
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

  /** The app has unsaved work, as far as it says so to the browser only. */
  asksToStay(appName: string): boolean {
    return this.#apps.get(appName)?.instance?.asksToStay() === true
  }

  mayClose(appName: string): Promise<boolean> {
    return this.#apps.get(appName)?.instance?.mayLeave() ?? Promise.resolve(true)
  }

  /** Unmounts and cleans up. What is still loading is given up. */
  close(appName: string): Promise<void> {
    const hosted = this.#apps.get(appName)
    if (hosted === undefined) return Promise.resolve()
    if (this.#activeApp.hosted === hosted) {
      this.#activeApp.turnOff()
      this.slots.setSeen(null)
    }
    hosted.opening?.abort(new DOMException('The tab was closed', 'AbortError'))
    return hosted.enqueue(async () => {
      await hosted.instance?.close()
      await this.slots.leave(appName)
      if (hosted.instance?.status === 'failed') hosted.instance = null
      if (this.#activeApp.hosted !== hosted) this.#setView(hosted, CLOSED)
    })
  }

  #hostedAppOf(app: SnapshotApp): HostedApp {
    const known = this.#apps.get(app.manifest.name)
    if (known !== undefined) return known
    const hosted = new HostedApp(app)
    this.#apps.set(app.manifest.name, hosted)
    return hosted
  }

  async #open(hosted: HostedApp): Promise<void> {
    this.#setView(hosted, { status: 'opening' })
    const opening = new AbortController()
    hosted.opening = opening
    try {
      await this.#openVersion(hosted, opening.signal).catch(error =>
        this.#openFallback(hosted, toAppError(error, 'MOUNT_FAILED'), opening.signal),
      )
      this.#setView(hosted, {
        status: 'mounted',
        ...(hosted.substitute && { substitute: hosted.substitute }),
      })
      this.#evict()
    } catch (error) {
      this.#faults.fail(hosted, error, { code: 'MOUNT_FAILED', signal: opening.signal })
    } finally {
      hosted.opening = null
    }
  }

  async #openVersion(hosted: HostedApp, signal: AbortSignal): Promise<void> {
    const startedAt = performance.now()
    hosted.instance = usable(hosted.instance) ?? (await this.#createInstance(hosted))
    this.#activeApp.reveal(hosted)
    await hosted.instance.open(signal)
    if (hosted.firstMountAt !== null) return
    hosted.firstMountAt = performance.now()
    this.#options.reports.loaded(hosted.app.manifest, hosted.firstMountAt - startedAt)
  }

  /** A version that could not even be mounted once gives way to the one that worked before; a tab, a user, no reload. */
  async #openFallback(hosted: HostedApp, error: SubAppError, signal: AbortSignal): Promise<void> {
    if (signal.aborted || hosted.firstMountAt !== null || hosted.app.fallback === undefined) throw error
    this.#faults.fallBack(hosted, error)
    await this.#openVersion(hosted, signal)
  }

  async #createInstance(hosted: HostedApp): Promise<AppInstance> {
    if (hosted.failures > 0) hosted.app = await refreshManifest(hosted.app)
    const { manifest } = hosted.app
    const { stage, runtime, timeouts, servicesOf } = this.#options
    hosted.instances += 1
    const instance = new AppInstance({
      id: `${manifest.name}@${manifest.version}#${hosted.instances}`,
      app: hosted.app,
      // A mark never used before: the last session's answers may lie in the browser's cache.
      retryMark: hosted.failures === 0 ? null : `${hosted.failures}-${Date.now().toString(36)}`,
      services: servicesOf(hosted.app),
      runtime,
      timeouts,
    })
    // Before those that were opened earlier: whichever code looks for an app by its name finds it before its cards in others.
    const place = { append: (element: Element) => stage.prepend(element) }
    instance.moveTo({
      stage: place,
      onRenderError: error => void this.#faults.broken(hosted, instance, error),
    })
    return instance
  }

  /** Gives up the app not seen for longest, when there are too many. */
  #evict(): void {
    const mounted = this.#mounted()
    const candidates = mounted
      .filter(hosted => hosted !== this.#activeApp.hosted && !this.#options.isDirty(hosted.name))
      .sort((one, other) => one.lastSeen - other.lastSeen)
    const surplus = Math.max(0, mounted.length - this.#options.maxMounted)
    for (const hosted of candidates.slice(0, surplus)) void this.close(hosted.name)
  }

  #mounted(): HostedApp[] {
    return [...this.#apps.values()].filter(({ instance }) => instance?.status === 'mounted')
  }

  #setView(hosted: HostedApp, view: AppView): void {
    this.views.set({ ...this.views.get(), [hosted.name]: view })
    this.#faults.watchSeen()
  }
}

function usable(instance: AppInstance | null): AppInstance | null {
  return instance?.status === 'idle' ? instance : null
}
