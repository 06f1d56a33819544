import type { CallContext, ServiceClient, ServiceClients } from '@portico/service-kit'
import Type, { type Static } from 'typebox'

const Product = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: Type.Union([Type.Literal('GOODS'), Type.Literal('SERVICE')]),
})
const Items = <Item extends Type.TSchema>(item: Item) => Type.Object({ items: Type.Array(item) })

export interface GoodsLine {
  productId: string
  quantity: string
}

export interface ReserveBody {
  reference: string
  lines: GoodsLine[]
  /** A person has seen what goes below zero. */
  acceptShortage: boolean
}

export type Product = Static<typeof Product>

/** With the time of products these must stay under the claim of an action (orders/actions.ts). */
const INVENTORY_TIMEOUT_MS = 4000
const LOOKUP_TIMEOUT_MS = 3000

/** The services an order calls. Refusals are Problems with the code of that service; silence is UPSTREAM_UNAVAILABLE. */
export class Upstreams {
  readonly #product: ServiceClient
  readonly #party: ServiceClient
  readonly #inventory: ServiceClient

  constructor(clients: ServiceClients) {
    this.#party = clients.connect('party', 7002, { timeoutMs: LOOKUP_TIMEOUT_MS })
    this.#product = clients.connect('product', 7003, { timeoutMs: LOOKUP_TIMEOUT_MS })
    this.#inventory = clients.connect('inventory', 7005, { timeoutMs: INVENTORY_TIMEOUT_MS })
  }

  /** By id; unknown ones are missing. At most 1000. */
  async products(context: CallContext, ids: string[]): Promise<Map<string, Product>> {
    const wanted = [...new Set(ids)]
    if (wanted.length === 0) return new Map()
    const options = { context, body: { ids: wanted }, answer: Items(Product), isRead: true }
    const { items } = await this.#product.call('POST', '/products/batch', options)
    return new Map(items.map(product => [product.id, product]))
  }

  async isCustomer(context: CallContext, id: string): Promise<boolean> {
    const answer = Items(Type.Object({ id: Type.String() }))
    const options = { context, body: { ids: [id] }, answer, isRead: true }
    const { items } = await this.#party.call('POST', '/customers/batch', options)
    return items.length > 0
  }

  async reserve(context: CallContext, orderId: string, body: ReserveBody): Promise<void> {
    await this.#inventory.call('PUT', pathOf(orderId), { context, body, answer: Type.Object({}) })
  }

  async release(context: CallContext, orderId: string): Promise<void> {
    await this.#inventory.call('DELETE', pathOf(orderId), { context, answer: Type.Null() })
  }
}

function pathOf(orderId: string): string {
  return `/reservations/${encodeURIComponent(orderId)}`
}
