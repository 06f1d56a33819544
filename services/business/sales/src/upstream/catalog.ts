import { partyContract, type WantedCustomer } from '@portico/party-contract'
import { pricingContract } from '@portico/pricing-contract'
import { type NewProduct, productContract } from '@portico/product-contract'
import {
  type CallContext,
  callRoute,
  type Ensured,
  SERVICE_PORTS,
  type ServiceClient,
  type ServiceClients,
} from '@portico/service-kit'

export type WantedProduct = Required<Pick<NewProduct, 'code' | 'name' | 'kind'>>
export type { WantedCustomer } from '@portico/party-contract'
export type { Ensured } from '@portico/service-kit'

/** A thousand inserts in one call. */
const TIMEOUT_MS = 15_000

/** The services an import fills. At most 1000 items a call; a repeated key gives the first answer again. */
export class Catalog {
  readonly #product: ServiceClient
  readonly #party: ServiceClient
  readonly #pricing: ServiceClient

  constructor(clients: ServiceClients) {
    this.#party = clients.connect('party', SERVICE_PORTS.party, { timeoutMs: TIMEOUT_MS })
    this.#product = clients.connect('product', SERVICE_PORTS.product, { timeoutMs: TIMEOUT_MS })
    this.#pricing = clients.connect('pricing', SERVICE_PORTS.pricing, { timeoutMs: TIMEOUT_MS })
  }

  async ensureProducts(context: CallContext, items: WantedProduct[], key: string): Promise<Ensured[]> {
    const call = { context, body: { items }, headers: { 'idempotency-key': key } }
    return (await callRoute(this.#product, productContract.routes.ensureProducts, call)).items
  }

  async ensureCustomers(context: CallContext, items: WantedCustomer[], key: string): Promise<Ensured[]> {
    const call = { context, body: { items }, headers: { 'idempotency-key': key } }
    return (await callRoute(this.#party, partyContract.routes.ensureCustomers, call)).items
  }

  async ensurePrices(
    context: CallContext,
    currency: string,
    prices: { productId: string; listPrice: string }[],
  ) {
    const items = prices.map(price => ({ ...price, currency }))
    await callRoute(this.#pricing, pricingContract.routes.ensurePrices, { context, body: { items } })
  }
}
