import type { AppInstance } from '../instance/app-instance.ts'

/**
 * Copies of apps made for slots. Modules never leave a page, so a copy that was closed is opened again where the same
 * contribution is shown once more, and two that are shown at once have copies, and addresses, of their own.
 */
export class InstancePool {
  readonly #idle = new Map<string, AppInstance[]>()
  readonly #made = new Map<string, number>()

  /** `make` gets the number of the copy: 1 is the first. */
  take(key: string, make: (number: number) => AppInstance): AppInstance {
    const idle = this.#idle.get(key)?.pop()
    if (idle !== undefined) return idle
    const number = (this.#made.get(key) ?? 0) + 1
    this.#made.set(key, number)
    return make(number)
  }

  /** Keeps only what may be opened again. */
  giveBack(key: string, instance: AppInstance): void {
    if (instance.status !== 'idle') return
    this.#idle.set(key, [...(this.#idle.get(key) ?? []), instance])
  }
}
