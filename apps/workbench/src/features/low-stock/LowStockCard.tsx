import { CheckCircleOutlined } from '@ant-design/icons'
import { ShellLink, StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import { messages } from '../../common/messages.ts'
import { WorkbenchLowStock, type WorkbenchLowStockQuery } from '../../graph/graph.generated.ts'
import { present, useGraphQuery } from '../../live/use-graph-query.ts'
import { Bar } from '../card/Bar.tsx'
import { Card } from '../card/Card.tsx'
import { Loaded } from '../card/Loaded.tsx'

const FIRST = 6

type LowStock = ReturnType<typeof lowStockOf>

/** Stock has nothing to do with the month: it is what lies there now. */
export function LowStockCard() {
  const t = useMessages(messages)
  const { integer } = useFormats()
  const query = useGraphQuery(WorkbenchLowStock, { first: FIRST }, { select: lowStockOf })
  const count = query.data?.count ?? 0
  return (
    <Card
      title={t.lowStock}
      className="wb-narrow"
      extra={
        count > 0 && <StatusTag tone="warning">{t.lowStockCount(integer(count), count === 1)}</StatusTag>
      }
      actions={<ShellLink to="/inventory/low">{t.allLowStock}</ShellLink>}
    >
      <Loaded query={query} rows={6}>
        {({ items, hasStock }) => {
          if (items.length > 0) return <Items items={items} />
          return hasStock ? <AllFine /> : <NoStock />
        }}
      </Loaded>
    </Card>
  )
}

function Items({ items }: Pick<LowStock, 'items'>) {
  return (
    <ul className="wb-list">
      {items.map(item => (
        <Item key={item.id} item={item} />
      ))}
    </ul>
  )
}

function Item({ item }: { item: LowStock['items'][number] }) {
  const t = useMessages(messages)
  const { quantity } = useFormats()
  const { product, warehouse } = item
  const available = Number(item.available)
  const level = Number(item.lowStockLevel)
  return (
    <li className="wb-row">
      <div className="wb-row-main">
        <div className="wb-row-line">
          <ShellLink to={`/inventory/stock?q=${encodeURIComponent(product.code)}`} className="wb-row-title">
            {product.name}
          </ShellLink>
          {available <= 0 && <StatusTag tone="danger">{t.outOfStock}</StatusTag>}
        </div>
        <Bar share={level > 0 ? available / level : 0} tone={available <= 0 ? 'danger' : 'warning'} />
        <div className="wb-row-note">
          <span title={warehouse.name}>
            {product.code} · {warehouse.name}
          </span>
          <span>{t.availableOf(quantity(item.available), quantity(item.lowStockLevel))}</span>
        </div>
      </div>
    </li>
  )
}

function AllFine() {
  const t = useMessages(messages)
  return (
    <p className="wb-none">
      <CheckCircleOutlined className="wb-fine" aria-hidden /> {t.stockFine}
    </p>
  )
}

function NoStock() {
  const t = useMessages(messages)
  return (
    <p className="wb-none">
      {t.noStock} <ShellLink to="/inventory/stock?none=1">{t.enterStock}</ShellLink>
    </p>
  )
}

function lowStockOf({ workbench, stockItems }: WorkbenchLowStockQuery) {
  return {
    count: present(workbench.lowStockCount),
    items: present(workbench.lowStock),
    hasStock: stockItems.totalCount > 0,
  }
}
