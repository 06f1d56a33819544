import type { Lifecycles, MountProps, Undo } from '@portico/micro-app'
import { SubAppError, toAppError } from '../failure/app-error.ts'
import { withDeadline } from '../failure/deadline.ts'
import type { HeldEnds } from '../ledger/held-ends.ts'
import type { HeldListeners } from '../ledger/held-listeners.ts'
import type { ArtifactFiles } from '../loading/artifact-files.ts'
import { diagnoseFiles } from '../loading/diagnosis.ts'
import type { SandboxWindow } from '../sandbox/scope.ts'
import type { ScopeRegistry } from '../sandbox/scope-registry.ts'
import type { ClassicLibrary } from './classic-library.ts'
import { ClassicPrograms } from './classic-programs.ts'
import { PageOpening } from './page-opening.ts'
import { type QiankunActions, qiankunActions } from './qiankun-state.ts'
import { listenInZone } from './zones.ts'

/** What the build writes before an address that was relative to the page. */
const ARTIFACT_SCHEME = 'portico-artifact:'

export interface ClassicOptions {
  name: string
  artifact: string
  instanceId: string
  html: string
  /** Programs in their order; left out: the entry alone. */
  start?: readonly string[]
  sandbox: SandboxWindow
  registry: ScopeRegistry
  library: ClassicLibrary
  listeners: Pick<HeldListeners, 'announce' | 'surround'>
  giveBase(): void
  /** Another window is what the page's code sees from now on. */
  giveWindow(window: SandboxWindow): void
  ends: Pick<HeldEnds, 'add'>
  /** Receives `popstate` where the address has moved without the app's doing. */
  address: EventTarget
  timeoutMs: number
  signal: AbortSignal
}

/** Loads a wrapped page. Its programs run at each mount, in a window that is new every time. */
export async function loadClassic(files: ArtifactFiles, options: ClassicOptions): Promise<Lifecycles> {
  const { timeoutMs, signal, registry } = options
  const programs = new ClassicPrograms(files)
  registry.setReceiver(options, programs)
  const loading = programs.load().catch(async error => {
    throw (await diagnoseFiles(files)) ?? toAppError(error, 'ENTRY_NETWORK')
  })
  await withDeadline(loading, { code: 'ENTRY_TIMEOUT', timeoutMs, signal })
  if (!programs.isComplete(options.start ?? [files.entry]))
    throw new SubAppError('ENTRY_INVALID', 'The script registers no program')
  return new ClassicApp(files, programs, options)
}

class ClassicApp implements Lifecycles {
  readonly #files: ArtifactFiles
  readonly #programs: ClassicPrograms
  readonly #options: ClassicOptions
  /** Of the present opening; null: it is closed, or a page without lifecycles. */
  #own: Lifecycles | null = null
  #qiankun: { actions: QiankunActions; end: Undo } | null = null
  #props: MountProps | null = null

  constructor(files: ArtifactFiles, programs: ClassicPrograms, options: ClassicOptions) {
    this.#files = files
    this.#programs = programs
    this.#options = options
  }

  async mount(props: MountProps): Promise<void> {
    const { html, start, library, name, address } = this.#options
    const { container } = props
    container.innerHTML = html.replaceAll(ARTIFACT_SCHEME, this.#files.originalUrl(''))
    const page = this.#openPage()
    library.begin(page.window)
    await page.start(start ?? [this.#files.entry], container)
    this.#own = library.find(page.window, name, page.exports)
    if (this.#own === null && library.isAmbiguous)
      throw new SubAppError('ENTRY_INVALID', library.missing ?? '')
    this.#qiankun = qiankunActions(props.shell.events)
    const all = this.#withQiankunProps(props)
    this.#props = all
    await this.#bootstrap(all)
    await this.#own?.mount(all)
    address.addEventListener('popstate', this.#updateAddress)
  }

  async unmount(props: MountProps): Promise<void> {
    const own = this.#own
    const all = this.#withQiankunProps(props)
    this.#own = null
    this.#props = null
    this.#options.address.removeEventListener('popstate', this.#updateAddress)
    try {
      await own?.unmount(all)
    } finally {
      this.#qiankun?.end()
      this.#qiankun = null
      this.#programs.page = null
      this.#options.listeners.surround = null
    }
  }

  suspend(): void {
    this.#own?.suspend?.()
  }

  resume(): void {
    this.#own?.resume?.()
  }

  async update(props: MountProps): Promise<void> {
    this.#props = this.#withQiankunProps(props)
    await this.#own?.update?.(this.#props)
  }

  /** Only there where the page has it: the host asks no other app before it is closed. */
  get beforeLeave(): Lifecycles['beforeLeave'] {
    const own = this.#own
    return own?.beforeLeave === undefined ? undefined : () => own.beforeLeave?.() ?? true
  }

  #openPage(): PageOpening {
    const { sandbox, listeners, ends, giveBase } = this.#options
    const page = new PageOpening({
      sandbox,
      publicPath: this.#files.originalUrl(''),
      originalUrl: this.#files.originalUrl,
      fetch: key => this.#programs.fetch(key),
      ...{ announce: type => listeners.announce(type), giveBase, ends },
    })
    this.#options.giveWindow(page.window)
    listeners.surround = listener => listenInZone(page.window, listener)
    this.#programs.page = page
    return page
  }

  /** What other loaders call an update of the app's props: the shell leads it to another of its addresses. */
  readonly #updateAddress = (): void => {
    const props = this.#props
    if (props !== null) void this.update(props).catch(error => props.onError(error))
  }

  #withQiankunProps(props: MountProps): MountProps {
    return Object.assign({ name: this.#options.name, ...this.#qiankun?.actions }, props)
  }

  async #bootstrap(props: MountProps): Promise<void> {
    try {
      await (this.#own?.bootstrap as ((props: MountProps) => unknown) | undefined)?.(props)
    } catch (error) {
      throw toAppError(error, 'BOOTSTRAP_FAILED')
    }
  }
}
