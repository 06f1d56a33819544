import type { Lifecycles, MountProps } from '@portico/micro-app'
import { SubAppError, toAppError } from '../failure/app-error.ts'
import { withDeadline } from '../failure/deadline.ts'
import type { ArtifactFiles } from '../loading/artifact-files.ts'
import { diagnoseFiles } from '../loading/diagnosis.ts'
import type { SandboxWindow } from '../sandbox/scope.ts'
import type { ScopeRegistry } from '../sandbox/scope-registry.ts'
import type { ClassicLibrary } from './classic-library.ts'
import { ClassicPrograms } from './classic-programs.ts'
import { PageOpening } from './page-opening.ts'
import { qiankunActions } from './qiankun-state.ts'

/** What the build writes before an address that was relative to the page. */
const ARTIFACT_SCHEME = 'portico-artifact:'

export interface ClassicOptions {
  name: string
  artifact: string
  html: string
  /** Programs in their order; left out: the entry alone. */
  start?: readonly string[]
  sandbox: SandboxWindow
  registry: ScopeRegistry
  library: ClassicLibrary
  announce(type: 'DOMContentLoaded' | 'load'): void
  timeoutMs: number
  signal: AbortSignal
}

/** Loads a wrapped page. Its programs run at each mount, in a window that is new every time. */
export async function loadClassic(files: ArtifactFiles, options: ClassicOptions): Promise<Lifecycles> {
  const { timeoutMs, signal, registry, artifact } = options
  const programs = new ClassicPrograms(files)
  registry.setReceiver(artifact, programs)
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
  #endActions: (() => void) | null = null

  constructor(files: ArtifactFiles, programs: ClassicPrograms, options: ClassicOptions) {
    this.#files = files
    this.#programs = programs
    this.#options = options
  }

  async mount(props: MountProps): Promise<void> {
    const { html, start, library, name } = this.#options
    const { container } = props
    container.innerHTML = html.replaceAll(ARTIFACT_SCHEME, this.#files.originalUrl(''))
    const page = this.#openPage()
    library.begin(page.window)
    await page.start(start ?? [this.#files.entry], container)
    this.#own = library.find(page.window, name)
    if (this.#own === null && library.isAmbiguous)
      throw new SubAppError('ENTRY_INVALID', library.missing ?? '')
    const all = this.#withQiankunProps(props)
    await this.#bootstrap(all)
    await this.#own?.mount(all)
  }

  async unmount(props: MountProps): Promise<void> {
    const own = this.#own
    this.#own = null
    try {
      await own?.unmount(props)
    } finally {
      this.#endActions?.()
      this.#endActions = null
      this.#programs.page = null
    }
  }

  suspend(): void {
    this.#own?.suspend?.()
  }

  resume(): void {
    this.#own?.resume?.()
  }

  async update(props: MountProps): Promise<void> {
    await this.#own?.update?.(props)
  }

  /** Only there where the page has it: the host asks no other app before it is closed. */
  get beforeLeave(): Lifecycles['beforeLeave'] {
    const own = this.#own
    return own?.beforeLeave === undefined ? undefined : () => own.beforeLeave?.() ?? true
  }

  #openPage(): PageOpening {
    const { sandbox, announce } = this.#options
    const page = new PageOpening({
      sandbox,
      publicPath: this.#files.originalUrl(''),
      originalUrl: this.#files.originalUrl,
      fetch: key => this.#programs.fetch(key),
      announce,
    })
    this.#programs.page = page
    return page
  }

  #withQiankunProps(props: MountProps): MountProps {
    const { actions, end } = qiankunActions(props.shell.events)
    this.#endActions = end
    return Object.assign({ name: this.#options.name, ...actions }, props)
  }

  async #bootstrap(props: MountProps): Promise<void> {
    try {
      await (this.#own?.bootstrap as ((props: MountProps) => unknown) | undefined)?.(props)
    } catch (error) {
      throw toAppError(error, 'BOOTSTRAP_FAILED')
    }
  }
}
