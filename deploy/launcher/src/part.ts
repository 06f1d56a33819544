import type { Child, ReadyMessage, StartingOptions } from './child.ts'

interface StartedChild {
  child: Child
  ready: ReadyMessage
}

type Start = (options: Pick<StartingOptions, 'stopOld'>) => Promise<StartedChild>

/** One process of the product, which can be started anew in its place. */
export class ProductPart {
  /** Resolves with a sentence when the process ends without being asked to. */
  readonly ended: Promise<string>
  readonly #start: Start
  readonly #noteEnded: (reason: string) => void
  /** Null: the old one was stopped, and the new one did not start. */
  #child: Child | null = null

  private constructor(start: Start) {
    this.#start = start
    const { promise, resolve } = Promise.withResolvers<string>()
    this.ended = promise
    this.#noteEnded = resolve
  }

  /** `start` is called again by `restart`, with what stops the old process. */
  static async start(start: Start): Promise<{ part: ProductPart; ready: ReadyMessage }> {
    const part = new ProductPart(start)
    return { part, ready: await part.#begin({}) }
  }

  get pid(): number | null {
    return this.#child?.pid ?? null
  }

  /** Throws what the start throws: the old process goes on then, or there is none until `restart` is called again. */
  restart(): Promise<ReadyMessage> {
    return this.#begin({ stopOld: () => this.stop() })
  }

  async stop(): Promise<void> {
    const child = this.#child
    this.#child = null
    await child?.stop()
  }

  async #begin(options: Pick<StartingOptions, 'stopOld'>): Promise<ReadyMessage> {
    const { child, ready } = await this.#start(options)
    this.#child = child
    void child.exited.then(reason => {
      if (this.#child === child) this.#noteEnded(reason)
    })
    return ready
  }
}
