import type { Child, ReadyMessage } from './child.ts'

export interface StartedChild {
  child: Child
  ready: ReadyMessage
}

/** One process of the product, which can be started anew in its place. */
export class ProductPart {
  /** Resolves with a sentence when the process ends without being asked to. */
  readonly ended: Promise<string>
  readonly #start: () => Promise<StartedChild>
  readonly #noteEnded: (reason: string) => void
  /** Null: a start that followed a stop has failed. */
  #child: Child | null = null
  #isStopping = false

  private constructor(start: () => Promise<StartedChild>) {
    this.#start = start
    const { promise, resolve } = Promise.withResolvers<string>()
    this.ended = promise
    this.#noteEnded = resolve
  }

  /** `start` is called again by `restart`. */
  static async start(
    start: () => Promise<StartedChild>,
  ): Promise<{ part: ProductPart; ready: ReadyMessage }> {
    const part = new ProductPart(start)
    return { part, ready: await part.#begin() }
  }

  get pid(): number | null {
    return this.#child?.pid ?? null
  }

  /** Throws what the start throws; then there is no process, until `restart` is called again. */
  async restart(): Promise<ReadyMessage> {
    await this.stop()
    return this.#begin()
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    await this.#child?.stop()
    this.#child = null
  }

  async #begin(): Promise<ReadyMessage> {
    const { child, ready } = await this.#start()
    this.#child = child
    this.#isStopping = false
    void child.exited.then(reason => {
      if (this.#child === child && !this.#isStopping) this.#noteEnded(reason)
    })
    return ready
  }
}
