import { useShell, useSlotContext } from '@portico/micro-app/react'
import {
  Bar,
  Card,
  Loaded,
  MoneyText,
  ShellLink,
  useFormats,
  useGraphQuery,
  useLiveRefresh,
  useMessages,
} from '@portico/shared-ui/react'
import { CatalogBestProducts, type CatalogBestProductsQuery } from '../../graph/graph.generated.ts'
import { bestProductsMessages } from './best-products.messages.ts'
import './best-products.css'

const FIRST = 8

type BestProduct = NonNullable<ReturnType<typeof productsOf>>[number]

/** Names and prices are catalog's own, what was sold the other app's. */
const REFRESHING = ['catalog.product.changed', 'sales.order.changed', 'sales.import.finished'] as const

/** A contribution to `workbench.card`: which products the month sold best. */
export function BestProductsCard() {
  const t = useMessages(bestProductsMessages)
  const { month: monthName } = useFormats()
  const { month } = useSlotContext('workbench.card')
  useLiveRefresh(REFRESHING)
  const query = useGraphQuery(CatalogBestProducts, { month, first: FIRST }, { select: productsOf })
  return (
    <Card title={t.bestProducts}>
      <Loaded query={query} rows={6}>
        {products => {
          // Left out for now, which stands above the card.
          if (products === null) return null
          if (products.length > 0) return <Ranking products={products} />
          return <p className="p-card-none">{t.noProducts(monthName(month))}</p>
        }}
      </Loaded>
    </Card>
  )
}

function Ranking({ products }: { products: BestProduct[] }) {
  const top = Math.max(...products.map(product => Number(product.total.amount)), 0)
  return (
    <ol className="p-rows">
      {products.map((best, index) => (
        <Row key={best.product?.id ?? 'none'} rank={index + 1} best={best} top={top} />
      ))}
    </ol>
  )
}

function Row({ rank, best, top }: { rank: number; best: BestProduct; top: number }) {
  const t = useMessages(bestProductsMessages)
  const { quantity, unit } = useFormats()
  return (
    <li className="p-row">
      <span className="catalog-rank" aria-hidden>
        {rank}
      </span>
      <div className="p-row-main">
        <div className="p-row-line">
          <ProductName product={best.product} />
          <MoneyText {...best.total} />
        </div>
        <Bar share={top > 0 ? Number(best.total.amount) / top : 0} />
        <div className="p-row-note">
          <span>{best.product?.code}</span>
          <span>
            {t.sold(quantity(best.quantity), best.product ? unit(best.product.unit, best.quantity) : '')}
          </span>
        </div>
      </div>
    </li>
  )
}

/** Leads to the product where the user may see it. */
function ProductName({ product }: Pick<BestProduct, 'product'>) {
  const t = useMessages(bestProductsMessages)
  const mayRead = useShell().session.can('catalog.product.read')
  if (product === null || !mayRead)
    return (
      <span className="p-row-title" title={product?.name}>
        {product?.name ?? t.noProduct}
      </span>
    )
  return (
    <ShellLink to={`/catalog/products/${product.id}`} className="p-row-title">
      {product.name}
    </ShellLink>
  )
}

function productsOf({ workbench }: CatalogBestProductsQuery) {
  return workbench.bestProducts
}
