import type { Held } from './held.ts'

const known = new WeakMap<object, Set<PropertyKey>>()

/**
 * Properties that the libraries of one app have put on a shared object just before they listened to it: React's mark that it
 * listens, jQuery's list of handlers. As long as they stand there such a library believes, when the app is
 * opened again, that it still listens.
 */
export class HeldExpandos implements Held {
  readonly #own = new Map<object, Set<PropertyKey>>()

  /** What stands on `target` now is no app's. To be called before an app's code runs. */
  static know(target: object): void {
    known.set(target, new Set([...(known.get(target) ?? []), ...Reflect.ownKeys(target)]))
  }

  /** The app listens to `target`: what is new on it since the last time is the app's. */
  note(target: object): void {
    const seen = known.get(target)
    if (seen === undefined) return
    const fresh = Reflect.ownKeys(target).filter(key => !seen.has(key))
    if (fresh.length === 0) return
    const own = this.#own.get(target) ?? new Set()
    for (const key of fresh) {
      seen.add(key)
      own.add(key)
    }
    this.#own.set(target, own)
  }

  detach(): void {
    for (const [target, keys] of this.#own) {
      for (const key of keys) {
        Reflect.deleteProperty(target, key)
        known.get(target)?.delete(key)
      }
    }
    this.#own.clear()
  }
}
