import type { Held } from './held.ts'

/** A property of something that all code of the page shares, before and after an app has changed it. */
export interface Patch {
  target: object
  key: PropertyKey
  before: PropertyDescriptor | undefined
  after: PropertyDescriptor | undefined
}

/**
 * What one app has changed about the language and the platform (`Array.prototype.last`). It stays while the app is open, for
 * its code relies on it; it is undone when the app is closed, unless other code has changed the same since, and done again
 * when it is reopened, since its modules run once.
 */
export class HeldPatches implements Held {
  readonly #patches: Patch[] = []

  /** Answers with those that are new: one that was done again at a reopening is known. */
  add(patches: readonly Patch[]): readonly Patch[] {
    const fresh = patches.filter(patch => !this.#patches.some(known => isSamePatch(known, patch)))
    this.#patches.push(...fresh)
    return fresh
  }

  attach(): void {
    for (const patch of this.#patches) put(patch, patch.before, patch.after)
  }

  detach(): void {
    for (const patch of [...this.#patches].reverse()) put(patch, patch.after, patch.before)
  }

  discard(): void {
    this.#patches.length = 0
  }
}

/** `to` in the place of `from`, where that still stands. */
function put({ target, key }: Patch, from: Patch['before'], to: Patch['after']): void {
  if (!isSameProperty(Object.getOwnPropertyDescriptor(target, key), from)) return
  if (to === undefined) Reflect.deleteProperty(target, key)
  else Reflect.defineProperty(target, key, to)
}

function isSamePatch(one: Patch, other: Patch): boolean {
  return one.target === other.target && one.key === other.key && isSameProperty(one.after, other.after)
}

export function isSameProperty(
  one: PropertyDescriptor | undefined,
  other: PropertyDescriptor | undefined,
): boolean {
  if (one === undefined || other === undefined) return one === other
  return Object.is(one.value, other.value) && one.get === other.get && one.set === other.set
}
