import { ArrowLeftOutlined, EditOutlined } from '@ant-design/icons'
import { useShell } from '@portico/micro-app/react'
import { MoneyText, PageHeader, StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import { messages } from '../../common/messages.ts'
import type { ProductDetail } from '../product/use-product.ts'
import { StockCard } from './StockCard.tsx'
import './product.css'

export function ProductView({ product }: { product: ProductDetail }): ReactNode {
  const t = useMessages(messages)
  const { session } = useShell()
  const seesStock = session.can('inventory.stock.read') && product.kind === 'GOODS'
  return (
    <div className="p-page cat-product">
      <PageHeader
        back={
          <Link to="/products">
            <ArrowLeftOutlined aria-hidden /> {t.products}
          </Link>
        }
        title={product.name}
        extra={!product.isActive && <StatusTag tone="neutral">{t.inactive}</StatusTag>}
        actions={<EditButton id={product.id} />}
      />
      <PriceProblem id={product.id} />
      <section className="p-card" aria-label={t.facts}>
        <Facts product={product} />
      </section>
      {seesStock && <StockCard product={product} />}
    </div>
  )
}

function EditButton({ id }: { id: string }): ReactNode {
  const t = useMessages(messages)
  const navigate = useNavigate()
  if (!useShell().session.can('catalog.product.write')) return null
  return (
    <Button icon={<EditOutlined aria-hidden />} onClick={() => navigate(`/products/${id}/edit`)}>
      {t.edit}
    </Button>
  )
}

/** Saving leads here with what kept the price from being saved along. */
function PriceProblem({ id }: { id: string }): ReactNode {
  const t = useMessages(messages)
  const { state } = useLocation()
  const navigate = useNavigate()
  const code = codeOf(state)
  if (!code) return null
  const again = (
    <Button size="small" onClick={() => navigate(`/products/${id}/edit`)}>
      {t.editPrice}
    </Button>
  )
  return (
    <Alert
      role="alert"
      type="warning"
      showIcon
      title={t.priceProblemTitle}
      description={
        <>
          {t.priceProblemText} <code>{code}</code>
        </>
      }
      action={again}
    />
  )
}

function codeOf(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('priceProblem' in state)) return null
  return typeof state.priceProblem === 'string' ? state.priceProblem : null
}

function Facts({ product }: { product: ProductDetail }): ReactNode {
  const t = useMessages(messages)
  const { unit } = useFormats()
  const { listPrice } = product
  const facts: [string, ReactNode][] = [
    [
      t.code,
      <span key="code" className="p-number">
        {product.code}
      </span>,
    ],
    [t.barcode, product.barcode && <span className="p-number">{product.barcode}</span>],
    [t.price, listPrice ? <MoneyText {...listPrice} /> : t.noPrice],
    [t.unit, unit(product.unit)],
    [t.kind, t[product.kind]],
    [t.category, product.category],
  ]
  return (
    <dl className="cat-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value || <span className="cat-faint">–</span>}</dd>
        </div>
      ))}
    </dl>
  )
}
