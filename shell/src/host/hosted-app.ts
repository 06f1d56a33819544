import type { SnapshotApp } from '@portico/micro-app'
import type { SubAppError } from './failure/app-error.ts'
import type { AppInstance } from './instance/app-instance.ts'
import type { Substitute } from './instance/app-view.ts'

/** One app in the host: its version, its instance, and what became of those before. */
export class HostedApp {
  app: SnapshotApp
  instance: AppInstance | null = null
  /** Every copy after a failure is a new one, from new addresses. */
  failures = 0
  instances = 0
  lastSeen = 0
  /** Ends what is being loaded; null when nothing is. */
  opening: AbortController | null = null
  /** When this version was mounted for the first time, in ms of `performance.now()`; null: never. */
  firstMountAt: number | null = null
  /** A mounted app that missed a chunk was opened anew. */
  isRenewed = false
  substitute: Substitute | null = null
  #queue: Promise<void> = Promise.resolve()

  constructor(app: SnapshotApp) {
    this.app = app
  }

  get name(): string {
    return this.app.manifest.name
  }

  get queue(): Promise<void> {
    return this.#queue
  }

  /** Openings and closings of one app happen one after the other. */
  enqueue(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(work)
    return this.#queue
  }

  /** From now on the version that worked before. Only where `app.fallback` is there. */
  fallBack(error: SubAppError): void {
    const { manifest, fallback } = this.app
    if (fallback === undefined) throw new Error(`${this.name}@${manifest.version} has no fallback`)
    this.substitute = { version: fallback.manifest.version, failed: manifest.version, error }
    this.#begin(fallback)
  }

  /** From now on this copy or version of the app. */
  replaceWith(app: SnapshotApp): void {
    this.substitute = null
    this.#begin(app)
  }

  #begin(app: SnapshotApp): void {
    this.app = app
    this.instance = null
    this.failures = 0
    this.firstMountAt = null
    this.isRenewed = false
  }
}
