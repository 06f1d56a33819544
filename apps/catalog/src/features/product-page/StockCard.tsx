import { PlusOutlined } from '@ant-design/icons'
import { useShell } from '@portico/micro-app/react'
import { ErrorState, useFormats, useMessages } from '@portico/shared-ui/react'
import { Button, Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from '../../common/messages.ts'
import { type ProductDetail, type ProductStock, useProductStock } from '../product/use-product.ts'
import { ReceiveModal } from '../receive/ReceiveModal.tsx'
import { RuleForm } from '../rule/RuleForm.tsx'

/** What there is of a product, and how it is counted. */
export function StockCard({ product }: { product: ProductDetail }): ReactNode {
  const t = useMessages(messages)
  const { session } = useShell()
  const query = useProductStock(product.id, true)
  const [isReceiving, setReceiving] = useState(false)
  return (
    <section className="p-card" aria-labelledby="cat-stock">
      <header className="cat-card-head">
        <h2 id="cat-stock">{t.stock}</h2>
        {session.can('inventory.stock.adjust') && (
          <Button icon={<PlusOutlined aria-hidden />} onClick={() => setReceiving(true)}>
            {query.data?.stock === null ? t.setOpening : t.receive}
          </Button>
        )}
      </header>
      {query.data ? (
        <Loaded product={product} {...query.data} />
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} isRetrying={query.isFetching} />
      ) : (
        <div className="cat-pad" role="status" aria-label={t.loading}>
          <Skeleton active paragraph={{ rows: 3 }} />
        </div>
      )}
      {isReceiving && (
        <ReceiveModal
          product={product}
          isOpening={query.data?.stock === null}
          onClose={() => setReceiving(false)}
        />
      )}
    </section>
  )
}

function Loaded({ product, stock, rule, shop }: { product: ProductDetail } & ProductStock): ReactNode {
  const t = useMessages(messages)
  const { session } = useShell()
  const isTracked = rule?.isTracked ?? true
  return (
    <>
      {!isTracked && <p className="cat-note">{t.notTrackedText}</p>}
      {stock ? (
        <Figures stock={stock} unit={product.unit} />
      ) : (
        isTracked && <p className="cat-note">{t.neverStocked}</p>
      )}
      {stock && <MovementsLink productId={product.id} />}
      {rule && session.can('inventory.settings.write') && (
        <RuleForm key={rule.version} productId={product.id} rule={rule} shop={shop} />
      )}
    </>
  )
}

function Figures({ stock, unit }: { stock: NonNullable<ProductStock['stock']>; unit: string }): ReactNode {
  const t = useMessages(messages)
  const { quantity, unit: unitName } = useFormats()
  const figures: [string, string][] = [
    [t.onHand, stock.onHand],
    [t.reserved, stock.reserved],
    [t.available, stock.available],
  ]
  return (
    <dl className="cat-figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={value.startsWith('-') ? 'p-negative' : undefined}>
            {quantity(value)} <small>{unitName(unit, value)}</small>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function MovementsLink({ productId }: { productId: string }): ReactNode {
  const t = useMessages(messages)
  const { navigation } = useShell()
  const address = `/inventory/movements?product=${encodeURIComponent(productId)}`
  return (
    <p className="cat-note">
      <a
        href={address}
        onClick={event => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
          event.preventDefault()
          navigation.navigate(address)
        }}
      >
        {t.movements}
      </a>
    </p>
  )
}
