import { Signal } from '../signal.ts'

/** What the page is doing that a reload would cut off. */
export class PageActivity {
  /** Calls that change something and are not answered yet. */
  readonly writes = new Signal(0)
  #hasTyped = false

  /** Counts `work` as a write until it settles, a wait for a new login included. */
  async writing<T>(work: () => Promise<T>): Promise<T> {
    this.writes.set(this.writes.get() + 1)
    try {
      return await work()
    } finally {
      this.writes.set(this.writes.get() - 1)
    }
  }

  /** Whether the user has typed since the last navigation, into whatever field. */
  get hasTyped(): boolean {
    return this.#hasTyped
  }

  navigated(): void {
    this.#hasTyped = false
  }

  start(): void {
    for (const type of ['input', 'compositionstart'])
      document.addEventListener(type, () => this.#typed(), { capture: true })
  }

  #typed(): void {
    this.#hasTyped = true
  }
}
