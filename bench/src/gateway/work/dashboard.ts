import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, type TSchema, Type } from 'typebox'

/** What every server of the race is asked: 1 + 3 calls of services, 4.5 KB of answer. */
export const SDL = readFileSync(join(import.meta.dirname, 'dashboard.graphql'), 'utf8')
export const QUERY =
  'query Dashboard($first: Int!) { orders(first: $first) { id number lines { id quantity product { id name price stock } } } }'
export const FIRST = 14
const LINES = 3
const PRODUCTS = 30

const Page = <Item extends TSchema>(item: Item) => Type.Object({ items: Type.Array(item) })
const Line = Type.Object({ id: Type.String(), quantity: Type.Integer(), productId: Type.String() })

/** What the services answer. */
export const Orders = Page(Type.Object({ id: Type.String(), number: Type.String(), lines: Type.Array(Line) }))
export const Products = Page(Type.Object({ id: Type.String(), name: Type.String() }))
export const Prices = Page(Type.Object({ productId: Type.String(), price: Type.Number() }))
export const Stocks = Page(Type.Object({ productId: Type.String(), stock: Type.Integer() }))

export type OrderList = Static<typeof Orders>
export type ProductList = Static<typeof Products>
export type PriceList = Static<typeof Prices>
export type StockList = Static<typeof Stocks>

/** A product as the graph shows it, joined of three services. */
export interface ProductView {
  id: string
  name: string
  price: number
  stock: number
}

export const PATHS = {
  orders: `/orders?first=${FIRST}`,
  products: '/products/batch',
  prices: '/prices/batch',
  stocks: '/stock/batch',
} as const

const range = (count: number) => Array.from({ length: count }, (_, index) => index)
const productId = (n: number) => `p${n % PRODUCTS}`

export const orders: OrderList = {
  items: range(FIRST).map(n => ({
    id: `o${n}`,
    number: `SO-2026-${1000 + n}`,
    lines: range(LINES).map(k => ({
      id: `o${n}-${k}`,
      quantity: k + 1,
      productId: productId(n * LINES + k),
    })),
  })),
}
export const products: ProductList = {
  items: range(PRODUCTS).map(n => ({ id: productId(n), name: `Product ${n} of the catalog` })),
}
export const prices: PriceList = {
  items: range(PRODUCTS).map(n => ({ productId: productId(n), price: n + 0.25 })),
}
export const stocks: StockList = {
  items: range(PRODUCTS).map(n => ({ productId: productId(n), stock: n * 7 })),
}

export function joinViews(
  products: ProductList,
  prices: PriceList,
  stocks: StockList,
): Map<string, ProductView> {
  const priceOf = new Map(prices.items.map(item => [item.productId, item.price]))
  const stockOf = new Map(stocks.items.map(item => [item.productId, item.stock]))
  return new Map(
    products.items.map(({ id, name }) => [
      id,
      { id, name, price: priceOf.get(id) ?? 0, stock: stockOf.get(id) ?? 0 },
    ]),
  )
}
