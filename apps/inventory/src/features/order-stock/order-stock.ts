import Big from 'big.js'
import type { InventoryOrderStockQuery } from '../../graph/graph.generated.ts'

type Order = NonNullable<InventoryOrderStockQuery['order']>
type Line = Order['lines'][number]
type Product = NonNullable<Line['product']>

/** One product of an order, with what all its lines take of it. */
export interface OrderStock {
  product: Pick<Product, 'id' | 'code' | 'name' | 'unit'>
  /** Decimal texts. */
  needed: string
  available: string
  onHand: string
  /** The order cannot be confirmed from what is there. */
  isShort: boolean
}

/** Until the goods have left, what is there matters; services and what was never stocked are left out. */
export function listOrderStock({ status, lines }: Order): OrderStock[] {
  if (status !== 'DRAFT' && status !== 'CONFIRMED') return []
  const products = new Map(lines.flatMap(({ product }) => (product ? [[product.id, product] as const] : [])))
  return [...products.values()].flatMap(({ stock, ...product }) => {
    if (stock === null) return []
    const needed = neededOf(product.id, lines)
    // What is confirmed holds its stock already: it is no longer among what is available.
    const isShort = status === 'DRAFT' ? needed.gt(stock.available) : needed.gt(stock.onHand)
    return [{ product, needed: needed.toFixed(), ...stock, isShort }]
  })
}

function neededOf(productId: string, lines: readonly Line[]): Big {
  const own = lines.filter(({ product }) => product?.id === productId)
  return own.reduce((sum, { quantity }) => sum.plus(quantity), new Big(0))
}
