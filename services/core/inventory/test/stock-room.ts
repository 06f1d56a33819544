import { randomUUID } from 'node:crypto'
import type { ServiceUnderTest } from '@portico/service-kit/testing'

export interface Item {
  id: string
  onHand: string
  reserved: string
  available: string
  lowStockLevel: string
  isLow: boolean
  version: number
}

/** Words the tests use for stock. */
export class StockRoom {
  readonly inventory: ServiceUnderTest
  readonly tenant: string

  constructor(inventory: ServiceUnderTest, tenant = 't_demo') {
    this.inventory = inventory
    this.tenant = tenant
  }

  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, headers = {}) {
    return this.inventory.call(method, path, { tenant: this.tenant, body, headers })
  }

  /** A new product with this much in the default warehouse. */
  async stocked(quantity: string, lowStockLevel = '0', warehouseCode?: string): Promise<string> {
    const productId = randomUUID()
    await this.call('POST', '/opening', { items: [{ productId, quantity, lowStockLevel, warehouseCode }] })
    return productId
  }

  async item(productId: string): Promise<Item> {
    const { items } = (await this.call('GET', `/stock?productIds=${productId}`)).json()
    return items[0]
  }

  async totals(productId: string): Promise<Pick<Item, 'onHand' | 'reserved' | 'available'>> {
    const { items } = (await this.call('POST', '/stock/by-products', { productIds: [productId] })).json()
    const { productId: _, ...totals } = items[0]
    return totals
  }

  reserve(orderId: string, lines: { productId: string; quantity: string }[], acceptShortage = false) {
    const reference = `SO-${orderId.slice(0, 4)}`
    return this.call('PUT', `/reservations/${orderId}`, { reference, lines, acceptShortage })
  }

  /** This tenant's items whose quantities are not the sum of their ledger. */
  unbalanced(): Promise<object[]> {
    return this.inventory.database.tenant(this.tenant, tx =>
      tx.list(
        `select s.id, s.on_hand, s.reserved, sum(m.on_hand_delta), sum(m.reserved_delta)
         from stock_item s left join movement m on m.tenant_id = s.tenant_id and m.item_id = s.id
         group by s.tenant_id, s.id having s.on_hand <> coalesce(sum(m.on_hand_delta), 0) or s.reserved <> coalesce(sum(m.reserved_delta), 0)`,
      ),
    )
  }
}
