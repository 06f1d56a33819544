import type { CallContext, ServiceClient, ServiceClients } from '@portico/service-kit'
import Type from 'typebox'

export interface WantedProduct {
  code: string
  name: string
  kind: 'GOODS' | 'SERVICE'
}

export interface WantedCustomer {
  code: string
  name: string
  country: string | null
}

export interface Ensured {
  code: string
  id: string
  isCreated: boolean
}

const EnsuredItems = Type.Object({
  items: Type.Array(Type.Object({ code: Type.String(), id: Type.String(), isCreated: Type.Boolean() })),
})

/** A thousand inserts in one call. */
const TIMEOUT_MS = 15_000

/** The services an import fills. At most 1000 items a call; a repeated key gives the first answer again. */
export class Catalog {
  readonly #product: ServiceClient
  readonly #party: ServiceClient
  readonly #pricing: ServiceClient

  constructor(clients: ServiceClients) {
    this.#party = clients.connect('party', 7002, { timeoutMs: TIMEOUT_MS })
    this.#product = clients.connect('product', 7003, { timeoutMs: TIMEOUT_MS })
    this.#pricing = clients.connect('pricing', 7004, { timeoutMs: TIMEOUT_MS })
  }

  async ensureProducts(context: CallContext, items: WantedProduct[], key: string): Promise<Ensured[]> {
    const options = { context, body: { items }, answer: EnsuredItems, headers: { 'idempotency-key': key } }
    return (await this.#product.call('POST', '/products/ensure', options)).items
  }

  async ensureCustomers(context: CallContext, items: WantedCustomer[], key: string): Promise<Ensured[]> {
    const options = { context, body: { items }, answer: EnsuredItems, headers: { 'idempotency-key': key } }
    return (await this.#party.call('POST', '/customers/ensure', options)).items
  }

  async ensurePrices(
    context: CallContext,
    currency: string,
    prices: { productId: string; listPrice: string }[],
  ) {
    const items = prices.map(price => ({ ...price, currency }))
    await this.#pricing.call('POST', '/prices/ensure', { context, body: { items }, answer: Type.Object({}) })
  }
}
