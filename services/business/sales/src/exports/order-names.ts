import { type Customer, partyContract } from '@portico/party-contract'
import { type Product, productContract } from '@portico/product-contract'
import {
  type CallContext,
  readByIds,
  SERVICE_PORTS,
  type ServiceClient,
  type ServiceClients,
} from '@portico/service-kit'

export type NamedProduct = Pick<Product, 'code'>
export type NamedCustomer = Pick<Customer, 'code' | 'name' | 'country'>

const TIMEOUT_MS = 15_000

/** What products and customers are called, for a file that names them. Throws UPSTREAM_UNAVAILABLE. */
export class OrderNames {
  readonly #product: ServiceClient
  readonly #party: ServiceClient

  constructor(clients: ServiceClients) {
    this.#party = clients.connect('party', SERVICE_PORTS.party, { timeoutMs: TIMEOUT_MS })
    this.#product = clients.connect('product', SERVICE_PORTS.product, { timeoutMs: TIMEOUT_MS })
  }

  products(context: CallContext, ids: (string | null)[]): Promise<Map<string, NamedProduct>> {
    return readByIds(this.#product, { context, route: productContract.routes.readProducts, ids })
  }

  customers(context: CallContext, ids: (string | null)[]): Promise<Map<string, NamedCustomer>> {
    return readByIds(this.#party, { context, route: partyContract.routes.readCustomers, ids })
  }
}
