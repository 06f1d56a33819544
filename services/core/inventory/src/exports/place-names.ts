import type { Warehouse } from '@portico/inventory-contract'
import { type Product, productContract } from '@portico/product-contract'
import {
  type CallContext,
  type Database,
  readByIds,
  SERVICE_PORTS,
  type ServiceClient,
  type ServiceClients,
} from '@portico/service-kit'
import { findWarehouses } from '../stock/warehouses.ts'

interface Placed {
  productId: string
  warehouseId: string
}

/** Something of stock with the names of its place. */
export interface Named<Item> {
  item: Item
  product: Product | undefined
  warehouse: Warehouse | undefined
}

const TIMEOUT_MS = 15_000

/** What products and warehouses are called, for a file that names them. Throws UPSTREAM_UNAVAILABLE. */
export class PlaceNames {
  readonly #database: Pick<Database, 'tenant'>
  readonly #product: ServiceClient

  constructor(database: Pick<Database, 'tenant'>, clients: ServiceClients) {
    this.#database = database
    this.#product = clients.connect('product', SERVICE_PORTS.product, { timeoutMs: TIMEOUT_MS })
  }

  async *name<Item extends Placed>(
    context: CallContext,
    batches: AsyncIterable<Item[]>,
  ): AsyncGenerator<Named<Item>[]> {
    for await (const items of batches) {
      const products = await this.#products(context, items)
      const warehouses = await this.#warehouses(context, items)
      yield items.map(item => {
        const product = products.get(item.productId)
        return { item, product, warehouse: warehouses.get(item.warehouseId) }
      })
    }
  }

  #products(context: CallContext, items: Placed[]) {
    const ids = items.map(({ productId }) => productId)
    return readByIds(this.#product, { context, route: productContract.routes.readProducts, ids })
  }

  async #warehouses({ tenantId }: CallContext, items: Placed[]): Promise<Map<string, Warehouse>> {
    const ids = [...new Set(items.map(({ warehouseId }) => warehouseId))]
    const found = await this.#database.tenant(tenantId, tx => findWarehouses(tx, tenantId, ids))
    return new Map(found.map(warehouse => [warehouse.id, warehouse]))
  }
}
