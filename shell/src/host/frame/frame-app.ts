import type { Lifecycles, MountProps } from '@portico/micro-app'
import { FrameOpening } from './frame-opening.ts'
import type { FrameTarget } from './frame-target.ts'

/** An app in a frame, as the host sees it. Each opening has a frame of its own, which goes with its closing. */
export class FrameApp implements Lifecycles {
  readonly #target: FrameTarget
  #opening: FrameOpening | null = null

  constructor(target: FrameTarget) {
    this.#target = target
  }

  async mount(props: MountProps): Promise<void> {
    const opening = new FrameOpening(this.#target, props)
    this.#opening = opening
    await opening.ready
  }

  async unmount(): Promise<void> {
    const opening = this.#opening
    this.#opening = null
    await opening?.close()
  }

  suspend(): void {
    this.#opening?.say('suspend')
  }

  resume(): void {
    this.#opening?.say('resume')
  }

  /** Only there where the frame has it: the host asks no other app before it is closed. */
  get beforeLeave(): Lifecycles['beforeLeave'] {
    const opening = this.#opening
    return opening?.asksBeforeLeave ? () => opening.mayLeave() : undefined
  }
}
