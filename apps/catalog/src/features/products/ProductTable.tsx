import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { MoneyText, StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { messages } from '../../common/messages.ts'
import type { ProductSort } from '../../graph/graph.generated.ts'
import type { ProductView } from '../../list/product-view.ts'
import { type ProductRowData, useStocks } from './use-products.ts'

interface ProductTableProps {
  rows: ProductRowData[]
  view: ProductView
  /** These rows belong to the page before; the right ones are on their way. */
  isStale: boolean
  onSort: (sort: ProductSort) => void
}

/** A table; on a narrow screen the style sheet makes each row a card. */
export function ProductTable({ rows, view, isStale, onSort }: ProductTableProps): ReactNode {
  const t = useMessages(messages)
  const stocks = useStocks(view)
  return (
    <table className="p-table cat-products" aria-label={t.products} aria-busy={isStale}>
      <thead>
        <tr>
          <SortHeader field="CODE" label={t.code} sort={view.sort} onSort={onSort} />
          <SortHeader field="NAME" label={t.name} sort={view.sort} onSort={onSort} />
          <th scope="col">{t.category}</th>
          <th scope="col" className="p-cell-number">
            {t.price}
          </th>
          <th scope="col" className="p-cell-number">
            {t.available}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <Row key={row.id} row={row} available={stocks.get(row.id)} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row, available }: { row: ProductRowData; available: string | null | undefined }): ReactNode {
  const t = useMessages(messages)
  return (
    <tr>
      <td className="cat-cell-code">{row.code}</td>
      <td className="cat-cell-name">
        <Link to={`/products/${row.id}`}>{row.name}</Link>{' '}
        {row.kind === 'SERVICE' && <StatusTag tone="info">{t.SERVICE}</StatusTag>}{' '}
        {!row.isActive && <StatusTag tone="neutral">{t.inactive}</StatusTag>}
      </td>
      <td className="cat-cell-category">{row.category}</td>
      <td className="p-cell-number cat-cell-price">
        {row.listPrice ? <MoneyText {...row.listPrice} /> : <span className="cat-faint">{t.noPrice}</span>}
      </td>
      <td className="p-cell-number cat-cell-stock" data-label={t.available}>
        <Available available={available} unit={row.unit} />
      </td>
    </tr>
  )
}

function Available({ available, unit }: { available: string | null | undefined; unit: string }): ReactNode {
  const t = useMessages(messages)
  const { quantity, unit: unitName } = useFormats()
  if (available === undefined) return null
  if (available === null) return <span className="cat-faint">{t.notTracked}</span>
  return (
    <span className={available.startsWith('-') ? 'p-negative' : undefined}>
      {quantity(available)} <span className="cat-faint">{unitName(unit, available)}</span>
    </span>
  )
}

interface SortHeaderProps {
  field: 'CODE' | 'NAME'
  label: string
  sort: ProductSort
  onSort: (sort: ProductSort) => void
}

/** First from the beginning of the alphabet, then the other way round. */
function SortHeader({ field, label, sort, onSort }: SortHeaderProps): ReactNode {
  const t = useMessages(messages)
  const isAscending = sort === `${field}_ASC`
  const isDescending = sort === `${field}_DESC`
  const order = isAscending ? 'ascending' : isDescending ? 'descending' : 'none'
  return (
    <th scope="col" aria-sort={order}>
      <button
        type="button"
        className="cat-sort"
        title={t.sortBy(label)}
        onClick={() => onSort(isAscending ? `${field}_DESC` : `${field}_ASC`)}
      >
        <span>{label}</span>
        <span className="cat-sort-icon" data-active={isAscending || isDescending} aria-hidden>
          {isDescending ? <ArrowDownOutlined aria-hidden /> : <ArrowUpOutlined aria-hidden />}
        </span>
      </button>
    </th>
  )
}
