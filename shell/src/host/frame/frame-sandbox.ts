import type { Lifecycles } from '@portico/micro-app'
import { createSurface } from '../ledger/held-surface.ts'
import { FrameApp } from './frame-app.ts'
import type { FrameTarget } from './frame-target.ts'

/** A frame hangs nothing on the page: there is nothing to be kept account of, put to rest or undone. */
const NO_EFFECTS = {
  asksToStay: () => false,
  attach() {},
  detach() {},
  left: () => [],
  loaded() {},
  pause() {},
  resume() {},
}

/** Stands where the sandbox of other apps does: an element for the frame, and lifecycles that are spoken to by messages. */
export class FrameSandbox {
  readonly effects = { ...NO_EFFECTS, surface: createSurface() }
  readonly #box = document.createElement('div')
  readonly #host: HTMLElement
  readonly #app: FrameApp

  constructor(target: FrameTarget, host: HTMLElement) {
    this.#host = host
    this.#box.className = 'app-frame-box'
    this.#app = new FrameApp(target)
  }

  /** Style sheets are linked in the frame's own document. */
  async loadStyles(): Promise<void> {}

  async loadEntry(): Promise<Lifecycles> {
    return this.#app
  }

  missingLibrary(): null {
    return null
  }

  async mount(): Promise<HTMLElement> {
    this.#host.append(this.#box)
    return this.#box
  }

  async unmount(): Promise<void> {
    this.#box.remove()
  }
}
