import type { Held } from './held.ts'

/** Texts and comments beside the page's elements, as libraries leave there to find a place again: removed at the closing. */
export class HeldLooseNodes implements Held {
  readonly #nodes = new Set<ChildNode>()

  add(node: ChildNode): void {
    this.#nodes.add(node)
  }

  detach(): void {
    for (const node of this.#nodes) node.remove()
    this.#nodes.clear()
  }
}
