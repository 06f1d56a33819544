import { inventoryContract, type ReserveInput } from '@portico/inventory-contract'
import { partyContract } from '@portico/party-contract'
import { type Product, productContract } from '@portico/product-contract'
import {
  type CallContext,
  callRoute,
  SERVICE_PORTS,
  type ServiceClient,
  type ServiceClients,
} from '@portico/service-kit'

export type GoodsLine = ReserveInput['lines'][number]
export type { Product } from '@portico/product-contract'

/** With the time of products these must stay under the claim of an action (orders/actions.ts). */
const INVENTORY_TIMEOUT_MS = 4000
const LOOKUP_TIMEOUT_MS = 3000

/** The services an order calls. Refusals are Problems with the code of that service; silence is UPSTREAM_UNAVAILABLE. */
export class Upstreams {
  readonly #product: ServiceClient
  readonly #party: ServiceClient
  readonly #inventory: ServiceClient

  constructor(clients: ServiceClients) {
    this.#party = clients.connect('party', SERVICE_PORTS.party, { timeoutMs: LOOKUP_TIMEOUT_MS })
    this.#product = clients.connect('product', SERVICE_PORTS.product, { timeoutMs: LOOKUP_TIMEOUT_MS })
    this.#inventory = clients.connect('inventory', SERVICE_PORTS.inventory, {
      timeoutMs: INVENTORY_TIMEOUT_MS,
    })
  }

  /** By id; unknown ones are missing. At most 1000. */
  async products(context: CallContext, ids: string[]): Promise<Map<string, Product>> {
    const wanted = [...new Set(ids)]
    if (wanted.length === 0) return new Map()
    const call = { context, body: { ids: wanted } }
    const { items } = await callRoute(this.#product, productContract.routes.readProducts, call)
    return new Map(items.map(product => [product.id, product]))
  }

  async isCustomer(context: CallContext, id: string): Promise<boolean> {
    const call = { context, body: { ids: [id] } }
    const { items } = await callRoute(this.#party, partyContract.routes.readCustomers, call)
    return items.length > 0
  }

  async reserve(context: CallContext, orderId: string, body: ReserveInput): Promise<void> {
    const call = { context, params: { orderId }, body }
    await callRoute(this.#inventory, inventoryContract.routes.reserve, call)
  }

  async release(context: CallContext, orderId: string): Promise<void> {
    const call = { context, params: { orderId } }
    await callRoute(this.#inventory, inventoryContract.routes.releaseReservation, call)
  }
}
