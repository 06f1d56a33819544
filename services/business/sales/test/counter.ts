import { randomUUID } from 'node:crypto'
import type { OrderLine } from '@portico/sales-contract'
import type { Document } from '../src/documents/document.ts'
import type { Market } from './market.ts'

type Step = 'confirm' | 'ship' | 'undo-shipment' | 'close' | 'cancel'

export interface Ordered {
  productId: string
  quantity: string
  unitPrice?: string
  discount?: string
}

/** Words the tests use for selling. */
export class Counter {
  readonly market: Market
  readonly tenant: string

  constructor(market: Market, tenant = 't_demo') {
    this.market = market
    this.tenant = tenant
  }

  call(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown, headers = {}) {
    return this.market.sales.call(method, path, { tenant: this.tenant, body, headers })
  }

  /** A new product; with `stock`, that many pieces of it. */
  async product(kind: 'GOODS' | 'SERVICE', stock?: string): Promise<string> {
    const code = `P${randomUUID().slice(0, 8)}`
    const body = { items: [{ code, name: `Thing ${code}`, kind }] }
    const { items } = await this.market.send<{ items: { id: string }[] }>(
      'product',
      '/products/ensure',
      body,
      this.tenant,
    )
    const productId = items[0]?.id ?? ''
    if (stock) await this.open(productId, stock)
    return productId
  }

  async customer(): Promise<string> {
    const body = { items: [{ code: `C${randomUUID().slice(0, 8)}`, name: 'Ada' }] }
    const { items } = await this.market.send<{ items: { id: string }[] }>(
      'party',
      '/customers/ensure',
      body,
      this.tenant,
    )
    return items[0]?.id ?? ''
  }

  open(productId: string, quantity: string) {
    const body = { items: [{ productId, quantity, lowStockLevel: '0' }] }
    return this.market.send('inventory', '/opening', body, this.tenant)
  }

  async stock(productId: string): Promise<{ onHand: string; reserved: string; available: string }> {
    const { items } = await this.market.send<{
      items: { onHand: string; reserved: string; available: string }[]
    }>('inventory', '/stock/by-products', { productIds: [productId] }, this.tenant)
    const { onHand = '0', reserved = '0', available = '0' } = items[0] ?? {}
    return { onHand, reserved, available }
  }

  place(lines: Ordered[], more: object = {}, headers = {}) {
    const body = { currency: 'GBP', lines: lines.map(line => ({ unitPrice: '1', ...line })), ...more }
    return this.call('POST', '/orders', body, headers)
  }

  async draft(lines: Ordered[], more: object = {}): Promise<Document> {
    const answer = await this.place(lines, more)
    if (answer.statusCode !== 201) throw new Error(answer.body)
    return answer.json<Document>()
  }

  step(document: Pick<Document, 'id' | 'version'>, step: Step, body?: object) {
    return this.call('POST', `/orders/${document.id}/${step}`, body, {
      'if-match': `"${document.version}"`,
    })
  }

  /** The order after these steps, all of which must succeed. */
  async through(document: Document, ...steps: Step[]): Promise<Document> {
    let current = document
    for (const step of steps) {
      const answer = await this.step(current, step)
      if (answer.statusCode !== 200) throw new Error(answer.body)
      current = answer.json<Document>()
    }
    return current
  }

  async read(id: string): Promise<Document> {
    return (await this.call('GET', `/orders/${id}`)).json<Document>()
  }

  credit(orderId: string, lines: { lineId: string; quantity: string }[], more: object = {}, headers = {}) {
    return this.call('POST', `/orders/${orderId}/credit-notes`, { lines, ...more }, headers)
  }

  /** What moved because of a document, newest first. */
  async movements(reference: string) {
    const path = `/movements?reference=${encodeURIComponent(reference)}`
    const { items } = await this.market.send<{ items: Record<string, string>[] }>(
      'inventory',
      path,
      undefined,
      this.tenant,
    )
    return items
  }

  async lines(id: string): Promise<OrderLine[]> {
    return (await this.call('POST', '/orders/lines/batch', { orderIds: [id] })).json<{ items: OrderLine[] }>()
      .items
  }
}
