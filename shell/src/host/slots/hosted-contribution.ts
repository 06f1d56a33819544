import type { Contribution, ShellServices, SlotPlace, SnapshotApp } from '@portico/micro-app'
import { type SubAppError, toAppError } from '../failure/app-error.ts'
import { AppInstance } from '../instance/app-instance.ts'
import type { AppRuntime } from '../instance/app-runtime.ts'
import type { LoadedPart, LoadReports } from '../instance/app-view.ts'
import type { InstanceTimeouts } from '../instance/instance-options.ts'
import { contributionFiles } from '../loading/artifact-files.ts'
import { isFetchFailure } from '../loading/chunk-failure.ts'
import type { InstancePool } from './instance-pool.ts'
import { SlotBox } from './slot-box.ts'

export interface ContributionParts {
  runtime: AppRuntime
  timeouts: InstanceTimeouts
  reports: LoadReports
  pool: InstancePool
  /** Of a version of the contributing app, inside the app that owns the slot. */
  servicesOf(app: SnapshotApp): ShellServices
}

interface Opened {
  key: string
  instance: AppInstance
}

/** One contribution in one slot, from the slot's mounting to its end; its failure stays in its box. */
export class HostedContribution {
  readonly box: SlotBox
  readonly #parts: ContributionParts
  readonly #contribution: Contribution
  readonly #ending = new AbortController()
  #app: SnapshotApp
  #place: SlotPlace
  #isSeen: boolean
  #opened: Opened | null = null
  #failures = 0
  #hasMounted = false
  #isWanted = false
  #isStarted = false
  #queue: Promise<void> = Promise.resolve()

  constructor(
    parts: ContributionParts,
    content: { app: SnapshotApp; contribution: Contribution; place: SlotPlace; isSeen: boolean },
  ) {
    this.#parts = parts
    this.#app = content.app
    this.#contribution = content.contribution
    this.#place = content.place
    this.#isSeen = content.isSeen
    this.box = new SlotBox(content.app.manifest.name, content.contribution)
  }

  owns(instanceId: string): boolean {
    return this.#opened?.instance.id === instanceId
  }

  /** Opens it when it is seen, now or later: what is behind another tab asks for nothing. */
  start(): void {
    this.#isWanted = true
    if (this.#isStarted || !this.#isSeen) return
    this.#isStarted = true
    void this.#enqueue(() => this.#open())
  }

  setPlace(place: SlotPlace): void {
    this.#place = place
    void this.#enqueue(async () => this.#opened?.instance.update(place))
  }

  setSeen(isSeen: boolean): void {
    if (isSeen === this.#isSeen) return
    this.#isSeen = isSeen
    this.#showInstance()
    if (this.#isWanted) this.start()
  }

  /** What is still loading is given up. */
  end(): Promise<void> {
    this.#ending.abort(new DOMException('The slot was unmounted', 'AbortError'))
    return this.#enqueue(async () => {
      await this.#release()
      this.box.element.remove()
    })
  }

  /** The mounted contribution misses a file, or says that its rendering failed. */
  broken(error: unknown): Promise<void> {
    return this.#enqueue(async () => {
      if (this.#opened?.instance.status !== 'mounted') return
      await this.#opened.instance.fail()
      this.#fail(toAppError(error, isFetchFailure(error) ? 'CHUNK_FAILED' : 'RENDER_FAILED'))
    })
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(work)
    return this.#queue
  }

  async #open(): Promise<void> {
    if (this.#ending.signal.aborted) return
    this.box.hideFailure()
    try {
      await this.#openVersion().catch(error => this.#openFallback(toAppError(error, 'MOUNT_FAILED')))
      this.box.setReady()
    } catch (error) {
      if (!this.#ending.signal.aborted) this.#fail(toAppError(error, 'MOUNT_FAILED'))
    }
  }

  async #openVersion(): Promise<void> {
    const startedAt = performance.now()
    this.#opened = this.#take()
    const { instance } = this.#opened
    instance.moveTo({ stage: this.box, place: this.#place, onRenderError: error => void this.broken(error) })
    this.#showInstance()
    await instance.open(this.#ending.signal)
    if (this.#hasMounted) return
    this.#hasMounted = true
    this.#parts.reports.loaded(this.#loadedPart(), performance.now() - startedAt)
  }

  /** As with a whole app: a version that was not mounted once gives way to the one that worked before. */
  async #openFallback(error: SubAppError): Promise<void> {
    const { fallback } = this.#app
    const contributes = fallback?.manifest.contributes ?? []
    const isThere = contributes.some(({ id }) => id === this.#contribution.id)
    if (this.#ending.signal.aborted || this.#hasMounted || fallback === undefined || !isThere) throw error
    this.#parts.reports.loadFailed(this.#loadedPart(), error, fallback.manifest.version)
    this.#app = fallback
    this.#failures = 0
    await this.#openVersion()
  }

  #loadedPart(): LoadedPart {
    const { name, version } = this.#app.manifest
    return { name, version, contribution: this.#contribution.id }
  }

  #take(): Opened {
    const { manifest } = this.#app
    const { id } = this.#contribution
    // A failed copy is never opened again, and a retry never asks for an address that failed.
    const attempt = this.#failures === 0 ? '' : `-${this.#failures}-${Date.now().toString(36)}`
    const key = `${manifest.name}@${manifest.version}#${id}${attempt}`
    return { key, instance: this.#parts.pool.take(key, number => this.#make(key, number)) }
  }

  #make(key: string, number: number): AppInstance {
    const { runtime, timeouts, servicesOf } = this.#parts
    const copy = `${key.slice(key.indexOf('#') + 1)}.${number}`
    // One with files of its own has addresses of its own: nothing marks its first copy, which caches may then hold.
    const isOwn = contributionFiles(this.#app.manifest, this.#contribution.id) !== undefined
    const isFirst = isOwn && number === 1 && this.#failures === 0
    return new AppInstance({
      id: `${key}.${number}`,
      app: this.#app,
      retryMark: isFirst ? null : copy,
      contribution: this.#contribution.id,
      services: servicesOf(this.#app),
      runtime,
      timeouts,
    })
  }

  #showInstance(): void {
    const instance = this.#opened?.instance
    if (this.#isSeen) instance?.show()
    else instance?.hide()
  }

  #fail(error: SubAppError): void {
    const { reports, servicesOf } = this.#parts
    const { report, i18n } = servicesOf(this.#app)
    this.#failures += 1
    if (this.#hasMounted) report.error(error, { code: error.code, slot: this.#place.name })
    else reports.loadFailed(this.#loadedPart(), error, null)
    this.box.showFailure(error, i18n, () => void this.#enqueue(() => this.#open()))
  }

  async #release(): Promise<void> {
    if (this.#opened === null) return
    const { key, instance } = this.#opened
    this.#opened = null
    await instance.close()
    this.#parts.pool.giveBack(key, instance)
  }
}
