import { MoneyText, useFormats, useMessages } from '@portico/shared-ui/react'
import { messages } from '../../common/messages.ts'
import { WorkbenchBestProducts, type WorkbenchBestProductsQuery } from '../../graph/graph.generated.ts'
import { present, useGraphQuery } from '../../live/use-graph-query.ts'
import { Bar } from '../card/Bar.tsx'
import { Card } from '../card/Card.tsx'
import { Loaded } from '../card/Loaded.tsx'
import type { Month } from '../month/month.ts'

const FIRST = 8

type BestProduct = ReturnType<typeof productsOf>[number]

export function BestProductsCard({ month }: { month: Month }) {
  const t = useMessages(messages)
  const { month: monthName } = useFormats()
  const query = useGraphQuery(WorkbenchBestProducts, { month, first: FIRST }, { select: productsOf })
  return (
    <Card title={t.bestProducts}>
      <Loaded query={query} rows={6}>
        {products =>
          products.length === 0 ? (
            <p className="wb-none">{t.noProducts(monthName(month))}</p>
          ) : (
            <Ranking products={products} />
          )
        }
      </Loaded>
    </Card>
  )
}

function Ranking({ products }: { products: BestProduct[] }) {
  const top = Math.max(...products.map(product => Number(product.total.amount)), 0)
  return (
    <ol className="wb-list">
      {products.map((best, index) => (
        <Row key={best.product?.id ?? 'none'} rank={index + 1} best={best} top={top} />
      ))}
    </ol>
  )
}

function Row({ rank, best, top }: { rank: number; best: BestProduct; top: number }) {
  const t = useMessages(messages)
  const { quantity, unit } = useFormats()
  return (
    <li className="wb-row">
      <span className="wb-rank" aria-hidden>
        {rank}
      </span>
      <div className="wb-row-main">
        <div className="wb-row-line">
          <span className="wb-row-title" title={best.product?.name}>
            {best.product?.name ?? t.noProduct}
          </span>
          <MoneyText {...best.total} />
        </div>
        <Bar share={top > 0 ? Number(best.total.amount) / top : 0} />
        <div className="wb-row-note">
          <span>{best.product?.code}</span>
          <span>
            {t.sold(quantity(best.quantity), best.product ? unit(best.product.unit, best.quantity) : '')}
          </span>
        </div>
      </div>
    </li>
  )
}

function productsOf({ workbench }: WorkbenchBestProductsQuery) {
  return present(workbench.bestProducts)
}
