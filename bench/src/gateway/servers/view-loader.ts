import type { ProductView } from '../work/dashboard.ts'
import type { Calls } from './calls.ts'

/** One request's products: each id once, all that are asked for in one tick by one batch. */
export class ViewLoader {
  readonly #calls: Calls
  readonly #slots = new Map<string, Promise<ProductView | null>>()
  #open: { ids: string[]; values: Promise<Map<string, ProductView>> } | null = null

  constructor(calls: Calls) {
    this.#calls = calls
  }

  load(id: string): Promise<ProductView | null> {
    const known = this.#slots.get(id)
    if (known) return known
    this.#open ??= this.#begin()
    this.#open.ids.push(id)
    const slot = this.#open.values.then(found => found.get(id) ?? null)
    this.#slots.set(id, slot)
    return slot
  }

  #begin() {
    const ids: string[] = []
    const { promise, resolve, reject } = Promise.withResolvers<Map<string, ProductView>>()
    process.nextTick(() => {
      this.#open = null
      this.#calls.readViews(ids).then(resolve, reject)
    })
    return { ids, values: promise }
  }
}
