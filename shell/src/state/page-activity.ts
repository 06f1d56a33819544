import { Signal } from './signal.ts'
import { TypedFields } from './typed-fields.ts'

/** What the page is doing that a reload would cut off. */
export class PageActivity {
  /** Calls that change something and are not answered yet. */
  readonly writes = new Signal(0)
  readonly typedFields = new TypedFields()
  #hasTyped = false
  #hasUnsent = false
  #presses = 0

  /** Counts `work` as a write until it settles, a wait for a new login included. */
  async writing<T>(work: () => Promise<T>): Promise<T> {
    this.writes.set(this.writes.get() + 1)
    try {
      const done = await work()
      this.#hasUnsent = false
      return done
    } finally {
      this.writes.set(this.writes.get() - 1)
    }
  }

  /** Whether the user has typed since the last navigation, into whatever field. */
  get hasTyped(): boolean {
    return this.#hasTyped
  }

  /** Whether the user has typed since the last write too: a form that does not say it is dirty may be half filled. */
  get hasUnsent(): boolean {
    return this.#hasUnsent
  }

  /** How often the user has pressed a key or a pointer so far: a number that has changed since says that something was begun. */
  get presses(): number {
    return this.#presses
  }

  navigated(): void {
    this.#hasTyped = false
    this.#hasUnsent = false
  }

  start(): void {
    for (const type of ['input', 'compositionstart'])
      document.addEventListener(type, event => this.#typed(event), { capture: true })
    for (const type of ['pointerdown', 'keydown'])
      document.addEventListener(type, () => void this.#presses++, { capture: true })
  }

  #typed(event: Event): void {
    this.typedFields.note(event)
    this.#hasTyped = true
    this.#hasUnsent = true
  }
}
