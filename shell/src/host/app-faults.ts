import type { ShellServices, SnapshotApp } from '@portico/micro-app'
import type { ActiveApp } from './active-app.ts'
import { type AppErrorCode, SubAppError, toAppError } from './failure/app-error.ts'
import { BlankWatch } from './failure/blank-watch.ts'
import { canJudgeContent, hasVisibleContent } from './failure/visible-content.ts'
import type { HostedApp } from './hosted-app.ts'
import type { AppInstance } from './instance/app-instance.ts'
import { type AppView, CLOSED, type LoadReports } from './instance/app-view.ts'
import { type ChunkFailure, isFetchFailure } from './loading/chunk-failure.ts'

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
  /** A mounted app missed a file, and begins anew from new addresses. */
  onRenewed(app: SnapshotApp): void
  /** Files of this app were deleted: loads the page anew, if that is safe and was not just done. */
  reloadFor(app: SnapshotApp): void
}

export interface FaultParts {
  options: FaultOptions
  activeApp: ActiveApp
  apps: ReadonlyMap<string, HostedApp>
  open(hosted: HostedApp): Promise<void>
  viewOf(appName: string): AppView
  setView(hosted: HostedApp, view: AppView): void
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
    const { hosted } = activeApp
    const instance = hosted?.instance?.status === 'mounted' ? hosted.instance : null
    if (instance === this.#seen) return
    this.#seen = instance
    this.#blank.watch(null)
    if (hosted === null || instance === null || !canJudgeContent()) return
    const watched = {
      hasContent: () => this.#showsSomething(instance),
      onBlank: () => void this.#nothingRendered(hosted, instance),
      onContent: () => this.#rendered(hosted, instance),
    }
    this.#blank.watch(watched, isFaulty(viewOf(hosted.name)))
  }

  /** A new copy, from new addresses, of an app that is mounted and shows nothing. */
  renew(hosted: HostedApp): Promise<void> {
    return hosted.enqueue(async () => {
      const { instance } = hosted
      if (instance === null || !isFaulty(this.#parts.viewOf(hosted.name))) return
      await instance.fail()
      return this.#openAgain(hosted)
    })
  }

  /** Whether this failure to load was dealt with and reported here. */
  hasTaken(error: unknown): boolean {
    return error instanceof Error && this.#taken.has(error)
  }

  /** The app shows its error panel, or is closed where the user gave it up. */
  fail(
    hosted: HostedApp,
    error: unknown,
    { code, signal }: { code: AppErrorCode; signal?: AbortSignal },
  ): void {
    const { options, activeApp, setView } = this.#parts
    if (signal?.aborted) {
      setView(hosted, CLOSED)
      return
    }
    hosted.failures += 1
    activeApp.forget(hosted)
    const appError = toAppError(error, code)
    if (hosted.firstMountAt === null) options.reports.loadFailed(hosted.app.manifest, appError, null)
    else this.#report(hosted, appError)
    setView(hosted, { status: 'failed', error: appError, version: hosted.app.manifest.version })
  }

  /** From now on the version that worked before. Only where there is one. */
  fallBack(hosted: HostedApp, error: SubAppError): void {
    const { options, activeApp } = this.#parts
    const { manifest, fallback } = hosted.app
    options.reports.loadFailed(manifest, error, fallback?.manifest.version ?? null)
    activeApp.forget(hosted)
    hosted.fallBack(error)
  }

  /**
   * A lazy chunk did not load. Where its owner is not known, or is a copy that has ended, no app is touched. The app may live on
   * without the chunk, so unsaved work in it is left alone, and so is whatever was typed in an app that is not seen.
   */
  chunkFailed({ error, owner }: ChunkFailure): void {
    const hosted = owner === null ? undefined : this.#parts.apps.get(owner.app)
    const instance = hosted?.instance ?? null
    if (hosted === undefined || instance === null || instance.id !== owner?.instanceId) return
    if (instance.status !== 'mounted' && instance.status !== 'opening') return
    this.#taken.add(error)
    void hosted.enqueue(async () => {
      if (hosted.instance !== instance || instance.status !== 'mounted') return
      const appError = toAppError(error, 'CHUNK_FAILED')
      if (!this.#holdsWork(hosted, instance)) return this.#replace(hosted, instance, appError)
      this.#report(hosted, appError)
      this.#parts.options.onKept(hosted.app)
    })
  }

  /** The mounted app says that its rendering failed: nothing of it is to be saved. */
  broken(hosted: HostedApp, instance: AppInstance, error: unknown): Promise<void> {
    return hosted.enqueue(async () => {
      if (hosted.instance !== instance || instance.status !== 'mounted') return
      const code = isFetchFailure(error) ? 'CHUNK_FAILED' : 'RENDER_FAILED'
      await this.#replace(hosted, instance, toAppError(error, code))
    })
  }

  #holdsWork(hosted: HostedApp, instance: AppInstance): boolean {
    const { options } = this.#parts
    return options.isDirty(hosted.name) || (!this.#isSeen(hosted) && options.holdsTyped(instance.elements))
  }

  /**
   * A young version gives way to its fallback. A missed chunk is tried once under new addresses, then by one reload of the
   * page. Whatever is left shows the error panel.
   */
  async #replace(hosted: HostedApp, instance: AppInstance, error: SubAppError): Promise<void> {
    const { options, open } = this.#parts
    const isChunk = error.code === 'CHUNK_FAILED'
    const isYoung = performance.now() - (hosted.firstMountAt ?? 0) < YOUNG_MS
    await instance.fail()
    if (hosted.app.fallback !== undefined && (isYoung || (isChunk && hosted.isRenewed))) {
      this.fallBack(hosted, error)
      return open(hosted)
    }
    if (!isChunk || hosted.isRenewed) {
      // For an app that is not seen the page, and what is typed in it, is not given up.
      if (isChunk && this.#isSeen(hosted)) options.reloadFor(hosted.app)
      return this.fail(hosted, error, { code: 'RENDER_FAILED' })
    }
    hosted.isRenewed = true
    this.#report(hosted, error)
    options.onRenewed(hosted.app)
    return this.#openAgain(hosted)
  }

  #openAgain(hosted: HostedApp): Promise<void> {
    hosted.failures += 1
    this.#parts.activeApp.forget(hosted)
    return this.#parts.open(hosted)
  }

  /**
   * Nothing is seen of a mounted app. A new version that never showed anything gives way to its fallback; any other stays
   * mounted under the panel, for it may only be slow.
   */
  #nothingRendered(hosted: HostedApp, instance: AppInstance): Promise<void> {
    return hosted.enqueue(async () => {
      if (hosted.instance !== instance || instance.status !== 'mounted') return
      const error = new SubAppError('NOTHING_RENDERED', instance.describeBlank())
      if (hosted.app.fallback !== undefined && !this.#shown.has(instance)) {
        await instance.fail()
        this.fallBack(hosted, error)
        return this.#parts.open(hosted)
      }
      this.#report(hosted, error)
      const view = this.#parts.viewOf(hosted.name)
      if (view.status !== 'mounted') return
      this.#parts.setView(hosted, { ...view, fault: { error, version: hosted.app.manifest.version } })
    })
  }

  #showsSomething(instance: AppInstance): boolean {
    if (!hasVisibleContent(instance.elements, instance.element)) return false
    this.#shown.add(instance)
    return true
  }

  #rendered(hosted: HostedApp, instance: AppInstance): void {
    const view = this.#parts.viewOf(hosted.name)
    if (hosted.instance !== instance || view.status !== 'mounted') return
    const { fault: _, ...sound } = view
    this.#parts.setView(hosted, sound)
  }

  #isSeen(hosted: HostedApp): boolean {
    return this.#parts.activeApp.hosted === hosted
  }

  #report({ app }: HostedApp, error: SubAppError): void {
    this.#parts.options.servicesOf(app).report.error(error, { code: error.code })
  }
}

function isFaulty(view: AppView): boolean {
  return view.status === 'mounted' && view.fault !== undefined
}
