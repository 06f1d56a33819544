import { BodyWatch } from './body-nodes.ts'
import { PageSurface } from './page-surface.ts'
import type { Slot } from './slot.ts'

/** The one app that is seen: the page's classes and styles, and what appears at body level, are its own meanwhile. */
export class ActiveApp {
  readonly #surface = new PageSurface()
  readonly #bodyWatch = new BodyWatch()
  #slot: Slot | null = null
  #clock = 0

  get slot(): Slot | null {
    return this.#slot
  }

  turnTo(slot: Slot): void {
    this.#slot = slot
    slot.lastSeen = ++this.#clock
    this.reveal(slot)
  }

  /** Nothing is seen any more; answers with what was. */
  turnOff(): Slot | null {
    const slot = this.#slot
    this.#slot = null
    if (slot !== null) this.#conceal(slot)
    return slot
  }

  /** The app has a new instance. Nothing happens unless it is seen. */
  reveal(slot: Slot): void {
    const { instance } = slot
    if (this.#slot !== slot || instance === null) return
    this.#surface.leave()
    this.#surface.enter(instance.surface)
    this.#bodyWatch.setOwner(instance.bodyNodes)
    instance.show()
  }

  /** The app's instance has ended; what it did to the page goes with it. */
  forget(slot: Slot): void {
    if (this.#slot === slot) this.#surface.leave()
  }

  #conceal({ instance }: Slot): void {
    if (instance === null) return
    instance.hide()
    this.#bodyWatch.setOwner(null)
    instance.surface = this.#surface.leave()
  }
}
