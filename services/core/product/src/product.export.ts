import { type Price, pricingContract } from '@portico/pricing-contract'
import { type Product, productContract } from '@portico/product-contract'
import {
  type CallContext,
  callRoute,
  inBatches,
  SERVICE_PORTS,
  type ServiceApp,
  type ServiceClient,
  type ServiceContext,
  streamTable,
  type TableColumn,
  type TableLanguage,
  tableRoute,
} from '@portico/service-kit'
import { cursorOf, listProducts, lookUpProducts } from './product.list.ts'

interface PricedProduct {
  product: Product
  price: Price | undefined
}

type Words<Key extends string> = Record<TableLanguage, Record<Key, string>>

const KINDS: Words<Product['kind']> = {
  en: { GOODS: 'Goods', SERVICE: 'Service' },
  'zh-CN': { GOODS: '商品', SERVICE: '服务' },
}
const ACTIVE: Words<'YES' | 'NO'> = {
  en: { YES: 'yes', NO: 'no' },
  'zh-CN': { YES: '是', NO: '否' },
}

const COLUMNS: readonly TableColumn<PricedProduct>[] = [
  { header: { en: 'Product code', 'zh-CN': '商品编码' }, kind: 'TEXT', value: row => row.product.code },
  { header: { en: 'Product name', 'zh-CN': '商品名称' }, kind: 'TEXT', value: row => row.product.name },
  { header: { en: 'Barcode', 'zh-CN': '条码' }, kind: 'TEXT', value: row => row.product.barcode },
  { header: { en: 'Category', 'zh-CN': '分类' }, kind: 'TEXT', value: row => row.product.category },
  { header: { en: 'Unit', 'zh-CN': '单位' }, kind: 'TEXT', value: row => row.product.unit },
  {
    header: { en: 'Kind', 'zh-CN': '类型' },
    kind: 'TEXT',
    value: (row, language) => KINDS[language][row.product.kind],
  },
  {
    header: { en: 'Active', 'zh-CN': '启用' },
    kind: 'TEXT',
    value: (row, language) => ACTIVE[language][row.product.isActive ? 'YES' : 'NO'],
  },
  {
    header: { en: 'List price', 'zh-CN': '标价' },
    kind: 'NUMBER',
    value: row => row.price?.listPrice ?? null,
  },
  {
    header: { en: 'Currency', 'zh-CN': '币种' },
    kind: 'TEXT',
    value: row => row.price?.currency ?? null,
  },
]

const PRICING_TIMEOUT_MS = 15_000

/** What the list of products has filtered, as a file, by code. */
export function addProductExport(app: ServiceApp, { database, clients }: ServiceContext) {
  const pricing = clients.connect('pricing', SERVICE_PORTS.pricing, { timeoutMs: PRICING_TIMEOUT_MS })
  const { handlerTimeout, response } = tableRoute
  const { schema, ...route } = productContract.routes.exportProducts
  app.route({
    ...route,
    schema: { ...schema, response },
    handlerTimeout,
    handler: ({ caller, query }, reply) => {
      const { tenantId } = caller
      const products = inBatches<Product>({
        rows: (limit, after) =>
          database.tenant(tenantId, async tx => {
            const asked = await lookUpProducts(tx, tenantId, query)
            return listProducts(tx, tenantId, asked, { sort: 'CODE_ASC', limit, after })
          }),
        keyOf: product => cursorOf(product, 'CODE_ASC'),
      })
      const batches = withPrices(pricing, caller, products)
      return streamTable(reply, query, { name: 'products', columns: COLUMNS, batches })
    },
  })
}

async function* withPrices(
  pricing: ServiceClient,
  context: CallContext,
  batches: AsyncIterable<Product[]>,
): AsyncGenerator<PricedProduct[]> {
  for await (const products of batches) {
    const body = { productIds: products.map(({ id }) => id) }
    const { items } = await callRoute(pricing, pricingContract.routes.readPrices, { context, body })
    const prices = new Map(items.map(price => [price.productId, price]))
    yield products.map(product => ({ product, price: prices.get(product.id) }))
  }
}
