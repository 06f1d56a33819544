import { loadMicroApp, type MicroApp } from 'qiankun'
import type { SandboxEntry } from './html-entry.ts'
import type { SandboxWindow } from './scope.ts'

/**
 * One qiankun parcel that runs no app code: it only opens and closes the sandbox and its element. The host calls the
 * app's lifecycles itself, so a throwing app cannot break the parcel, which then can be mounted again and again.
 */
export interface Sandbox {
  readonly window: SandboxWindow
  /** Opens the sandbox; answers with the empty element to render into, a new one at every mount. */
  mount(): Promise<HTMLElement>
  /** Ends the sandbox's effects and empties the host's element. */
  unmount(): Promise<void>
}

export interface SandboxOptions {
  /** Unique on the page: qiankun caches by it. */
  instanceId: string
  host: HTMLElement
  publicPath: string
}

/** The sandbox is mounted when it is handed out the first time; its first `mount` only gives the element. */
export async function createSandbox({ instanceId, host, publicPath }: SandboxOptions): Promise<Sandbox> {
  const parcel = new ParcelSandbox(instanceId, publicPath)
  // Attached after qiankun has looked at it: it memoizes by the path of an attached container, forever.
  host.append(parcel.element)
  await parcel.ready
  return parcel
}

const doNothing = async () => {}

class ParcelSandbox implements Sandbox {
  readonly element = document.createElement('div')
  readonly ready: Promise<unknown>
  readonly #parcel: MicroApp
  #window: SandboxWindow | null = null
  #root: HTMLElement | null = null

  constructor(instanceId: string, publicPath: string) {
    this.element.className = 'app-sandbox'
    const entry = this.#entry(publicPath)
    this.#parcel = loadMicroApp(
      { name: instanceId, entry, container: this.element },
      { sandbox: true, autoStart: false },
    )
    this.#ignoreUnobserved()
    this.ready = this.#parcel.mountPromise
  }

  get window(): SandboxWindow {
    if (this.#window === null) throw new Error('The sandbox is not open yet')
    return this.#window
  }

  async mount(): Promise<HTMLElement> {
    if (this.#parcel.getStatus() !== 'MOUNTED') await this.#parcel.mount()
    if (this.#root === null) throw new Error('The sandbox has no element')
    return this.#root
  }

  async unmount(): Promise<void> {
    if (this.#parcel.getStatus() === 'MOUNTED') await this.#parcel.unmount()
    this.#root = null
  }

  #entry(publicPath: string): SandboxEntry {
    return {
      html: '<div class="app-root"></div>',
      publicPath,
      enter: sandbox => {
        this.#window = sandbox as SandboxWindow
        return { bootstrap: doNothing, mount: props => this.#opened(props.container), unmount: doNothing }
      },
    }
  }

  async #opened(container: HTMLElement): Promise<void> {
    this.#root = container.querySelector<HTMLElement>('.app-root')
  }

  /** single-spa rejects every promise of a broken parcel; `ready` is the one that is awaited. */
  #ignoreUnobserved(): void {
    const { loadPromise, bootstrapPromise, unmountPromise } = this.#parcel
    for (const promise of [loadPromise, bootstrapPromise, unmountPromise]) promise.catch(() => {})
  }
}
