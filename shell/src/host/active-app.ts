import type { HostedApp } from './hosted-app.ts'
import { BodyWatch } from './instance/body-nodes.ts'
import { PageSurface } from './instance/page-surface.ts'

/** The one app that is seen: the page's classes and styles, and what appears at body level, are its own meanwhile. */
export class ActiveApp {
  readonly #surface = new PageSurface()
  readonly #bodyWatch = new BodyWatch()
  #hosted: HostedApp | null = null
  #clock = 0

  get hosted(): HostedApp | null {
    return this.#hosted
  }

  turnTo(hosted: HostedApp): void {
    this.#hosted = hosted
    hosted.lastSeen = ++this.#clock
    this.reveal(hosted)
  }

  /** Nothing is seen any more; answers with what was. */
  turnOff(): HostedApp | null {
    const hosted = this.#hosted
    this.#hosted = null
    if (hosted !== null) this.#conceal(hosted)
    return hosted
  }

  /** The app has a new instance. Nothing happens unless it is seen. */
  reveal(hosted: HostedApp): void {
    const { instance } = hosted
    if (this.#hosted !== hosted || instance === null) return
    this.#surface.leave()
    this.#surface.enter(instance.surface)
    this.#bodyWatch.setOwner(instance.bodyNodes)
    instance.show()
  }

  /** The app's instance has ended; what it did to the page goes with it. */
  forget(hosted: HostedApp): void {
    if (this.#hosted === hosted) this.#surface.leave()
  }

  #conceal({ instance }: HostedApp): void {
    if (instance === null) return
    instance.hide()
    this.#bodyWatch.setOwner(null)
    instance.surface = this.#surface.leave()
  }
}
