import type { Lifecycles, Locale, MountProps, SlotPlace } from '@portico/micro-app'
import { type AppErrorCode, SubAppError, toAppError } from '../failure/app-error.ts'
import { withDeadline } from '../failure/deadline.ts'
import type { Surface } from '../ledger/held-surface.ts'
import { contributionFiles } from '../loading/artifact-files.ts'
import type { OpenSandbox } from './app-runtime.ts'
import { BodyNodes } from './body-nodes.ts'
import { announceClosing } from './closing-notice.ts'
import type { InstanceOptions, InstanceSpot, InstanceStatus } from './instance-options.ts'
import { LentServices } from './lent-services.ts'

const POPUPS_OF: Record<Locale, (app: string) => string> = {
  en: app => `Popups of ${app}`,
  'zh-CN': app => `${app}的弹出内容`,
}

/** One copy of one app: its sandbox, its modules, its element on the stage and its nodes at body level. */
export class AppInstance {
  readonly element = document.createElement('div')
  readonly bodyNodes: BodyNodes
  readonly #options: InstanceOptions
  readonly #lent: LentServices
  #spot: InstanceSpot | null = null
  #status: InstanceStatus = 'idle'
  #isSeen = false
  #sandbox: OpenSandbox | null = null
  #lifecycles: Lifecycles | null = null
  #props: MountProps | null = null
  #stopListening: (() => void) | null = null

  constructor(options: InstanceOptions) {
    this.#options = options
    this.#lent = new LentServices(options.services)
    const { name, classic } = options.app.manifest
    this.element.className = 'app-host'
    this.element.dataset.app = name
    this.element.dataset.instance = options.id
    this.bodyNodes = new BodyNodes(name, this.element, classic !== undefined)
    this.element.toggleAttribute('data-suspended', true)
  }

  get id(): string {
    return this.#options.id
  }

  /** Where the app shows something: on the stage, and at body level. */
  get elements(): readonly Element[] {
    return [this.element, ...this.bodyNodes.elements]
  }

  /** Why nothing may be seen of it, for developers. */
  describeBlank(): string {
    const count = this.element.querySelectorAll('*').length
    const seconds = this.#options.timeouts.blankMs / 1_000
    const fact = `Nothing is seen of ${this.id} for ${seconds} s; its element holds ${count} elements.`
    return [fact, this.#sandbox?.missingLibrary() ?? ''].join(' ').trim()
  }

  /** Class and style of `html` and `body`, as the app had them when its tab was left. */
  get surface(): Surface | null {
    return this.#sandbox?.effects.surface ?? null
  }

  set surface(surface: Surface | null) {
    if (this.#sandbox !== null && surface !== null) this.#sandbox.effects.surface = surface
  }

  get status(): InstanceStatus {
    return this.#status
  }

  /** Before it is opened for the first time, and where it is opened again elsewhere. */
  moveTo(spot: InstanceSpot): void {
    this.#spot = spot
  }

  /** The slot has another context for its contribution. */
  async update(place: SlotPlace): Promise<void> {
    const spot = this.#requireSpot()
    this.#spot = { ...spot, place }
    if (this.#props === null || this.#status !== 'mounted') return
    this.#props = { ...this.#props, slot: place }
    try {
      await this.#lifecycles?.update?.(this.#props)
    } catch (error) {
      spot.onRenderError(error)
    }
  }

  /** Loads what is not loaded yet and mounts. Rejects with an AppError, and then everything is cleaned up. */
  async open(signal: AbortSignal): Promise<void> {
    if (this.#status !== 'idle') return
    this.#status = 'opening'
    try {
      this.#attach()
      await this.#mount(await this.#load(signal), signal)
      this.#status = 'mounted'
      this.#settleEffects()
    } catch (error) {
      await this.#cleanUp()
      this.#status = signal.aborted ? 'idle' : 'failed'
      throw error
    }
  }

  /** Unmounts and leaves nothing on the page; modules and sandbox stay for the next `open`. */
  async close(): Promise<void> {
    if (this.#status !== 'mounted') return
    await this.#cleanUp()
    this.#status = 'idle'
  }

  async fail(): Promise<void> {
    await this.#cleanUp()
    this.#status = 'failed'
  }

  show(): void {
    this.#setSeen(true)
    this.#inform(lifecycles => lifecycles.resume?.())
  }

  hide(): void {
    this.#inform(lifecycles => lifecycles.suspend?.())
    this.#setSeen(false)
  }

  /** Its listeners of `beforeunload` say that something is unsaved. */
  asksToStay(): boolean {
    return this.#status === 'mounted' && this.#sandbox?.effects.asksToStay() === true
  }

  asksBeforeLeave(): boolean {
    return this.#status === 'mounted' && this.#lifecycles?.beforeLeave !== undefined
  }

  /** False: the app asks to stay open. */
  async mayLeave(): Promise<boolean> {
    if (this.#status !== 'mounted') return true
    try {
      return (await this.#lifecycles?.beforeLeave?.()) ?? true
    } catch (error) {
      this.#options.services.report.error(error)
      return true
    }
  }

  #setSeen(isSeen: boolean): void {
    this.#isSeen = isSeen
    this.element.toggleAttribute('data-suspended', !isSeen)
    this.bodyNodes.setHidden(!isSeen)
    this.#settleEffects()
  }

  /** What is opened in the background is opened as in the foreground: it may wait for a frame. */
  #settleEffects(): void {
    if (this.#isSeen || this.#status !== 'mounted') this.#sandbox?.effects.resume()
    else this.#sandbox?.effects.pause()
  }

  /** In the document before anything is mounted: a style sheet in a detached tree never loads. */
  #attach(): void {
    this.#requireSpot().stage.append(this.element)
    this.bodyNodes.attach()
    this.bodyNodes.setHidden(!this.#isSeen)
    const { i18n } = this.#options.services
    this.#stopListening = i18n.subscribe(locale => this.#label(locale))
    this.#label(i18n.locale())
  }

  #label(locale: Locale): void {
    this.bodyNodes.setLabel(POPUPS_OF[locale](this.#options.app.manifest.title[locale]))
  }

  async #load(signal: AbortSignal): Promise<OpenSandbox> {
    const { id, app, retryMark, contribution, runtime, timeouts, services } = this.#options
    const elements = { host: this.element, adopt: (node: HTMLElement) => this.bodyNodes.adopt(node) }
    const copy = { instanceId: id, app, retryMark, contribution }
    const target = { ...copy, elements, navigation: services.navigation }
    this.#sandbox ??= await inStep('SANDBOX_FAILED', () => runtime.openSandbox(target))
    this.#sandbox.effects.attach()
    this.#settleEffects()
    const limits = { timeoutMs: timeouts.loadMs, signal }
    const [, lifecycles] = await Promise.all([
      this.#sandbox.loadStyles(limits),
      this.#lifecycles ?? this.#loadCode(this.#sandbox, limits),
    ])
    this.#lifecycles = lifecycles
    return this.#sandbox
  }

  async #loadCode(
    sandbox: OpenSandbox,
    limits: { timeoutMs: number; signal: AbortSignal },
  ): Promise<Lifecycles> {
    const lifecycles = this.#pick(await sandbox.loadEntry(limits))
    const deadline = { code: 'BOOTSTRAP_TIMEOUT', timeoutMs: this.#options.timeouts.bootstrapMs } as const
    await inStep('BOOTSTRAP_FAILED', () =>
      withDeadline(lifecycles.bootstrap?.(), { ...deadline, signal: limits.signal }),
    )
    sandbox.effects.loaded()
    return lifecycles
  }

  #pick(entry: Lifecycles): Lifecycles {
    const { app, contribution } = this.#options
    if (contribution === undefined || contributionFiles(app.manifest, contribution) !== undefined)
      return entry
    const picked = entry.contributions?.[contribution]
    if (picked !== undefined) return picked
    throw new SubAppError('ENTRY_INVALID', `The entry exports no contribution ${contribution}`)
  }

  #requireSpot(): InstanceSpot {
    if (this.#spot === null) throw new Error(`${this.id} has no place to be shown`)
    return this.#spot
  }

  async #mount(sandbox: OpenSandbox, signal: AbortSignal): Promise<void> {
    const container = await inStep('SANDBOX_FAILED', () => sandbox.mount())
    const props = this.#mountProps(container)
    this.#props = props
    this.#lent.lend()
    const deadline = { code: 'MOUNT_TIMEOUT', timeoutMs: this.#options.timeouts.mountMs, signal } as const
    await inStep('MOUNT_FAILED', () => withDeadline(this.#lifecycles?.mount(props), deadline))
  }

  #mountProps(container: HTMLElement): MountProps {
    const { id, app } = this.#options
    const { place, onRenderError } = this.#requireSpot()
    return {
      instanceId: id,
      container,
      portal: this.bodyNodes.portal,
      base: app.manifest.base,
      shell: this.#lent.services,
      ...(place && { slot: place }),
      onError: error => {
        if (this.#props?.container === container) onRenderError(error)
      },
    }
  }

  /** The mirror of `open`. Nothing the app does here may keep it on the page. */
  async #cleanUp(): Promise<void> {
    const { services, timeouts } = this.#options
    const props = this.#props
    this.#props = null
    let failure: unknown = null
    try {
      const deadline = { code: 'MOUNT_TIMEOUT', timeoutMs: timeouts.unmountMs } as const
      const { signal } = new AbortController()
      if (props !== null) await withDeadline(this.#unmountApp(props), { ...deadline, signal })
    } catch (error) {
      failure = error
      services.report.error(error, { step: 'unmount' })
    }
    if (props !== null) this.#announce(props, failure)
    this.#lent.endAll()
    this.#sandbox?.effects.detach()
    await this.#sandbox?.unmount()
    this.element.remove()
    this.bodyNodes.remove()
    this.#stopListening?.()
  }

  #announce({ container }: MountProps, failure: unknown): void {
    const parts = [this.#lent, this.bodyNodes, this.#sandbox?.effects]
    const left = () => parts.flatMap(part => part?.left() ?? [])
    announceClosing({ app: this.#options.app.manifest.name, instanceId: this.id, container, failure, left })
  }

  async #unmountApp(props: MountProps): Promise<void> {
    await this.#lifecycles?.unmount(props)
  }

  #inform(call: (lifecycles: Lifecycles) => void): void {
    if (this.#status !== 'mounted' || this.#lifecycles === null) return
    try {
      call(this.#lifecycles)
    } catch (error) {
      this.#options.services.report.error(error)
    }
  }
}

async function inStep<T>(code: AppErrorCode, step: () => Promise<T> | T): Promise<T> {
  try {
    return await step()
  } catch (error) {
    throw toAppError(error, code)
  }
}
