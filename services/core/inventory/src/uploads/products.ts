import { type Product, productContract } from '@portico/product-contract'
import {
  type CallContext,
  callRoute,
  SERVICE_PORTS,
  type ServiceClient,
  type ServiceClients,
} from '@portico/service-kit'

export type LabelledProduct = Pick<Product, 'id' | 'code' | 'barcode' | 'kind'>

const TIMEOUT_MS = 10_000
const AT_ONCE = 1000

/** What files call products by. Throws UPSTREAM_UNAVAILABLE. */
export class Products {
  readonly #product: ServiceClient

  constructor(clients: ServiceClients) {
    this.#product = clients.connect('product', SERVICE_PORTS.product, { timeoutMs: TIMEOUT_MS })
  }

  /** By code and by barcode; a label may mean two. */
  async byLabels(context: CallContext, labels: string[]): Promise<Map<string, LabelledProduct[]>> {
    const found = new Map<string, LabelledProduct[]>()
    for (let at = 0; at < labels.length; at += AT_ONCE) {
      const body = { labels: labels.slice(at, at + AT_ONCE) }
      const call = { context, body }
      const { items } = await callRoute(this.#product, productContract.routes.findProductsByLabels, call)
      for (const product of items) note(found, product)
    }
    return found
  }
}

function note(found: Map<string, LabelledProduct[]>, product: LabelledProduct) {
  const labels = product.barcode ? [product.code, product.barcode] : [product.code]
  for (const label of new Set(labels)) {
    const known = found.get(label) ?? []
    if (!known.some(({ id }) => id === product.id)) found.set(label, [...known, product])
  }
}
