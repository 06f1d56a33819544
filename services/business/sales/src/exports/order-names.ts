import { type CallContext, readByIds, type ServiceClient, type ServiceClients } from '@portico/service-kit'
import Type, { type Static } from 'typebox'

const Product = Type.Object({ id: Type.String(), code: Type.String() })
const Customer = Type.Object({
  id: Type.String(),
  code: Type.String(),
  name: Type.String(),
  country: Type.Union([Type.String(), Type.Null()]),
})

export type NamedProduct = Static<typeof Product>
export type NamedCustomer = Static<typeof Customer>

const TIMEOUT_MS = 15_000

/** What products and customers are called, for a file that names them. Throws UPSTREAM_UNAVAILABLE. */
export class OrderNames {
  readonly #product: ServiceClient
  readonly #party: ServiceClient

  constructor(clients: ServiceClients) {
    this.#party = clients.connect('party', 7002, { timeoutMs: TIMEOUT_MS })
    this.#product = clients.connect('product', 7003, { timeoutMs: TIMEOUT_MS })
  }

  products(context: CallContext, ids: (string | null)[]): Promise<Map<string, NamedProduct>> {
    return readByIds(this.#product, { context, path: '/products/batch', item: Product, ids })
  }

  customers(context: CallContext, ids: (string | null)[]): Promise<Map<string, NamedCustomer>> {
    return readByIds(this.#party, { context, path: '/customers/batch', item: Customer, ids })
  }
}
