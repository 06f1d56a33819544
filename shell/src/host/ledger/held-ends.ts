import type { LeftThing } from '@portico/micro-app/closing'
import type { Held } from './held.ts'

type End = () => void

/** Whatever ends by one call: connections, workers, observers, fonts. All of it is ended when the app is closed. */
export class HeldEnds implements Held {
  readonly #ends = new Map<object, { end: End; name: string }>()
  #isAttached = true

  attach(): void {
    this.#isAttached = true
  }

  /** What the code of a closed app begins, after an answer it had waited for, is ended at once. */
  /** `name`, where the class of `thing` does not say what it is. */
  add(thing: object, end: End, name = thing.constructor.name): void {
    if (this.#isAttached) this.#ends.set(thing, { end, name })
    else end()
  }

  /** It has ended by itself, or the app has ended it. */
  forget(thing: object): void {
    this.#ends.delete(thing)
  }

  left(): LeftThing[] {
    return Array.from(this.#ends, ([thing, { name }]) => ({ kind: 'open', name, thing }))
  }

  detach(): void {
    this.#isAttached = false
    const ends = [...this.#ends.values()]
    this.#ends.clear()
    for (const { end } of ends) end()
  }
}
