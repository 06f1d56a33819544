import type { Lifecycles, MountProps, ShellServices } from '@portico/micro-app'
import { ClassicLibrary } from '../../classic/classic-library.ts'
import { hasVisibleContent } from '../../failure/visible-content.ts'
import { isLifecycles } from '../../loading/entry-loader.ts'
import type { SandboxWindow } from '../../sandbox/scope.ts'
import type { FramePort } from '../wire/frame-port.ts'
import { describeError, FRAME_PROTOCOL, type FrameInit } from '../wire/messages.ts'

/** All of them may be left out: a page needs none to be shown. */
type PageLifecycles = Partial<Lifecycles>

/** Made by the gateway for an app that is a module; a page is its own. */
const ROOT = '[data-portico-root]'

/**
 * The life of what runs in the frame. A page may hand over lifecycles by `portico.app(...)`, or set a library on its window as in
 * the page of the shell; without any it is mounted when it has loaded.
 */
export class PageLife {
  readonly #init: FrameInit
  readonly #library = new ClassicLibrary()
  #given: Promise<unknown> | null = null
  #own: PageLifecycles = {}
  #props: MountProps | null = null
  #firstError: unknown = null
  #isReady = false

  constructor(init: FrameInit) {
    this.#init = init
  }

  start(port: FramePort, shell: ShellServices): void {
    const { instanceId, base } = this.#init
    const app = (lifecycles: unknown) => {
      this.#given = Promise.resolve(lifecycles)
      if (this.#isReady) void this.#adopt(port)
    }
    const api = { protocol: FRAME_PROTOCOL, instanceId, base, shell, app }
    Object.defineProperty(window, 'portico', { value: Object.freeze(api) })
    this.#library.begin(window as unknown as SandboxWindow)
    document.addEventListener('DOMContentLoaded', () => void this.#open(port, shell), { once: true })
  }

  /** Keeps what was thrown before the page is there: it may be why there is nothing to see. False: another was, or it is there. */
  keepError(error: unknown): boolean {
    if (this.#isReady || this.#firstError !== null) return false
    this.#firstError = error
    return true
  }

  inform(name: string): void {
    if (name === 'suspend') this.#own.suspend?.()
    if (name === 'resume') this.#own.resume?.()
  }

  async answer(name: string): Promise<unknown> {
    if (name === 'beforeLeave') return (await this.#own.beforeLeave?.()) ?? true
    if (name === 'unmount' && this.#props !== null) await this.#own.unmount?.(this.#props)
    return null
  }

  async #open(port: FramePort, shell: ShellServices): Promise<void> {
    try {
      await this.#adopt(port)
      const props = this.#mountProps(port, shell)
      this.#props = props
      await this.#own.bootstrap?.()
      await this.#own.mount?.(props)
      if (this.#firstError !== null && !isShown()) throw this.#firstError
      this.#isReady = true
      port.say('ready')
      if (this.#firstError !== null) port.say('error', describeError(this.#firstError))
    } catch (error) {
      port.say('failed', describeError(error))
    }
  }

  /** A module of which everything is exported by default is one too. */
  async #adopt(port: FramePort): Promise<void> {
    const given = (await this.#given) as (PageLifecycles & { default?: unknown }) | null
    const found = [given, given?.default].find(isLifecycles) ?? given
    const library = this.#library.find(window as unknown as SandboxWindow, this.#init.app.name)
    this.#own = found ?? library ?? {}
    port.say('asks', this.#own.beforeLeave !== undefined)
  }

  #mountProps(port: FramePort, shell: ShellServices): MountProps {
    const { instanceId, base } = this.#init
    return {
      ...{ instanceId, base, shell },
      container: document.querySelector<HTMLElement>(ROOT) ?? document.body,
      portal: document.body,
      onError: error => port.say('broken', describeError(error)),
    }
  }
}

export function isShown(): boolean {
  return hasVisibleContent([document.body], document.documentElement)
}
