import type { ShellServices, SnapshotApp } from '@portico/micro-app'
import type { ActiveApp } from './active-app.ts'
import type { AppInstance } from './app-instance.ts'
import { type AppView, CLOSED, type LoadReports } from './app-view.ts'
import { type AppErrorCode, SubAppError, toAppError } from './failure/app-error.ts'
import { BlankWatch } from './failure/blank-watch.ts'
import { canJudgeContent, hasVisibleContent } from './failure/visible-content.ts'
import { type ChunkFailure, isFetchFailure } from './loading/chunk-failure.ts'
import type { Slot } from './slot.ts'

/** A version that breaks this soon after its first mount counts as one that did not open. */
const YOUNG_MS = 10_000

export interface FaultOptions {
  timeouts: { blankMs: number }
  servicesOf(app: SnapshotApp): ShellServices
  reports: LoadReports
  isDirty(appName: string): boolean
  /** Whether text that the user typed stands in one of these elements. */
  holdsTyped(elements: readonly Element[]): boolean
  /** A mounted app misses a file, and is left as it is for what the user typed in it. */
  onKept(app: SnapshotApp): void
  /** Files of this app were deleted: loads the page anew, if that is safe and was not just done. */
  reloadFor(app: SnapshotApp): void
}

export interface FaultParts {
  options: FaultOptions
  activeApp: ActiveApp
  slots: ReadonlyMap<string, Slot>
  open(slot: Slot): Promise<void>
  viewOf(appName: string): AppView
  setView(slot: Slot, view: AppView): void
}

/** What becomes of an app that fails, and of that app alone. */
export class AppFaults {
  readonly #parts: FaultParts
  readonly #taken = new WeakSet<Error>()
  readonly #blank: BlankWatch
  /** Copies of which something was seen once. */
  readonly #shown = new WeakSet<AppInstance>()
  /** The copy of the app that is seen; null: none is mounted. */
  #seen: AppInstance | null = null

  constructor(parts: FaultParts) {
    this.#parts = parts
    this.#blank = new BlankWatch(parts.options.timeouts.blankMs)
  }

  /** Another app may be seen now, or another copy of it. */
  watchSeen(): void {
    const { activeApp, viewOf } = this.#parts
    const { slot } = activeApp
    const instance = slot?.instance?.status === 'mounted' ? slot.instance : null
    if (instance === this.#seen) return
    this.#seen = instance
    this.#blank.watch(null)
    if (slot === null || instance === null || !canJudgeContent()) return
    const watched = {
      hasContent: () => this.#showsSomething(instance),
      onBlank: () => void this.#nothingRendered(slot, instance),
      onContent: () => this.#rendered(slot, instance),
    }
    this.#blank.watch(watched, isFaulty(viewOf(slot.name)))
  }

  /** A new copy, from new addresses, of an app that is mounted and shows nothing. */
  renew(slot: Slot): Promise<void> {
    return slot.enqueue(async () => {
      const { instance } = slot
      if (instance === null || !isFaulty(this.#parts.viewOf(slot.name))) return
      await instance.fail()
      return this.#openAgain(slot)
    })
  }

  /** Whether this failure to load was dealt with and reported here. */
  hasTaken(error: unknown): boolean {
    return error instanceof Error && this.#taken.has(error)
  }

  /** The app shows its error panel, or is closed where the user gave it up. */
  fail(slot: Slot, error: unknown, { code, signal }: { code: AppErrorCode; signal?: AbortSignal }): void {
    const { options, activeApp, setView } = this.#parts
    if (signal?.aborted) {
      setView(slot, CLOSED)
      return
    }
    slot.failures += 1
    activeApp.forget(slot)
    const appError = toAppError(error, code)
    if (slot.firstMountAt === null) options.reports.loadFailed(slot.app.manifest, appError, null)
    else this.#report(slot, appError)
    setView(slot, { status: 'failed', error: appError, version: slot.app.manifest.version })
  }

  /** From now on the version that worked before. Only where there is one. */
  fallBack(slot: Slot, error: SubAppError): void {
    const { options, activeApp } = this.#parts
    const { manifest, fallback } = slot.app
    options.reports.loadFailed(manifest, error, fallback?.manifest.version ?? null)
    activeApp.forget(slot)
    slot.fallBack(error)
  }

  /**
   * A lazy chunk did not load. Where its owner is not known, or is a copy that has ended, no app is touched. The app may live on
   * without the chunk, so unsaved work in it is left alone, and so is whatever was typed in an app that is not seen.
   */
  chunkFailed({ error, owner }: ChunkFailure): void {
    const slot = owner === null ? undefined : this.#parts.slots.get(owner.app)
    const instance = slot?.instance ?? null
    if (slot === undefined || instance === null || instance.id !== owner?.instanceId) return
    if (instance.status !== 'mounted' && instance.status !== 'opening') return
    this.#taken.add(error)
    void slot.enqueue(async () => {
      if (slot.instance !== instance || instance.status !== 'mounted') return
      const appError = toAppError(error, 'CHUNK_FAILED')
      if (!this.#holdsWork(slot, instance)) return this.#replace(slot, instance, appError)
      this.#report(slot, appError)
      this.#parts.options.onKept(slot.app)
    })
  }

  /** The mounted app says that its rendering failed: nothing of it is to be saved. */
  broken(slot: Slot, instance: AppInstance, error: unknown): Promise<void> {
    return slot.enqueue(async () => {
      if (slot.instance !== instance || instance.status !== 'mounted') return
      const code = isFetchFailure(error) ? 'CHUNK_FAILED' : 'RENDER_FAILED'
      await this.#replace(slot, instance, toAppError(error, code))
    })
  }

  #holdsWork(slot: Slot, instance: AppInstance): boolean {
    const { options } = this.#parts
    return options.isDirty(slot.name) || (!this.#isSeen(slot) && options.holdsTyped(instance.elements))
  }

  /**
   * A young version gives way to its fallback. A missed chunk is tried once under new addresses, then by one reload of the
   * page. Whatever is left shows the error panel.
   */
  async #replace(slot: Slot, instance: AppInstance, error: SubAppError): Promise<void> {
    const { options, open } = this.#parts
    const isChunk = error.code === 'CHUNK_FAILED'
    const isYoung = performance.now() - (slot.firstMountAt ?? 0) < YOUNG_MS
    await instance.fail()
    if (slot.app.fallback !== undefined && (isYoung || (isChunk && slot.isRenewed))) {
      this.fallBack(slot, error)
      return open(slot)
    }
    if (!isChunk || slot.isRenewed) {
      // For an app that is not seen the page, and what is typed in it, is not given up.
      if (isChunk && this.#isSeen(slot)) options.reloadFor(slot.app)
      return this.fail(slot, error, { code: 'RENDER_FAILED' })
    }
    slot.isRenewed = true
    this.#report(slot, error)
    return this.#openAgain(slot)
  }

  #openAgain(slot: Slot): Promise<void> {
    slot.failures += 1
    this.#parts.activeApp.forget(slot)
    return this.#parts.open(slot)
  }

  /**
   * Nothing is seen of a mounted app. A new version that never showed anything gives way to its fallback; any other stays
   * mounted under the panel, for it may only be slow.
   */
  #nothingRendered(slot: Slot, instance: AppInstance): Promise<void> {
    return slot.enqueue(async () => {
      if (slot.instance !== instance || instance.status !== 'mounted') return
      const error = new SubAppError('NOTHING_RENDERED', instance.describeBlank())
      if (slot.app.fallback !== undefined && !this.#shown.has(instance)) {
        await instance.fail()
        this.fallBack(slot, error)
        return this.#parts.open(slot)
      }
      this.#report(slot, error)
      const view = this.#parts.viewOf(slot.name)
      if (view.status !== 'mounted') return
      this.#parts.setView(slot, { ...view, fault: { error, version: slot.app.manifest.version } })
    })
  }

  #showsSomething(instance: AppInstance): boolean {
    if (!hasVisibleContent(instance.elements, instance.element)) return false
    this.#shown.add(instance)
    return true
  }

  #rendered(slot: Slot, instance: AppInstance): void {
    const view = this.#parts.viewOf(slot.name)
    if (slot.instance !== instance || view.status !== 'mounted') return
    const { fault: _, ...sound } = view
    this.#parts.setView(slot, sound)
  }

  #isSeen(slot: Slot): boolean {
    return this.#parts.activeApp.slot === slot
  }

  #report({ app }: Slot, error: SubAppError): void {
    this.#parts.options.servicesOf(app).report.error(error, { code: error.code })
  }
}

function isFaulty(view: AppView): boolean {
  return view.status === 'mounted' && view.fault !== undefined
}
