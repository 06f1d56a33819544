import type { Instance } from './instance.ts'

/** The instances of one service and tag, each in its turn. */
export class InstanceRing {
  readonly #instances: readonly Instance[]
  #turn = 0

  constructor(instances: readonly Instance[]) {
    this.#instances = instances
  }

  get size(): number {
    return this.#instances.length
  }

  get origins(): string[] {
    return this.#instances.map(({ origin }) => origin)
  }

  has(isWanted: (instance: Instance) => boolean): boolean {
    return this.#instances.some(isWanted)
  }

  /** Null when none is usable. */
  next(isUsable: (instance: Instance) => boolean): Instance | null {
    const { length } = this.#instances
    for (let step = 0; step < length; step += 1) {
      const at = (this.#turn + step) % length
      const instance = this.#instances[at]
      if (!instance || !isUsable(instance)) continue
      this.#turn = (at + 1) % length
      return instance
    }
    return null
  }
}
