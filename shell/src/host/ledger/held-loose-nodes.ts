import type { LeftThing } from '@portico/micro-app/closing'
import type { Held } from './held.ts'

/** Texts and comments beside the page's elements, as libraries leave there to find a place again: removed at the closing. */
export class HeldLooseNodes implements Held {
  readonly #nodes = new Set<ChildNode>()

  add(node: ChildNode): void {
    this.#nodes.add(node)
  }

  left(): LeftThing[] {
    const left = [...this.#nodes].filter(node => node.isConnected)
    return left.map(thing => ({ kind: 'node', name: `body > ${thing.nodeName}`, thing }))
  }

  detach(): void {
    for (const node of this.#nodes) node.remove()
    this.#nodes.clear()
  }
}
