import { PlusOutlined } from '@ant-design/icons'
import { useShell } from '@portico/micro-app/react'
import {
  EmptyState,
  ErrorState,
  ExportButton,
  PageHeader,
  useAddressView,
  useFormats,
  useMessages,
  useRefusedQuestion,
  useTabTitle,
} from '@portico/shared-ui/react'
import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { messages } from '../../common/messages.ts'
import {
  CLEARED,
  exportFilterOf,
  formatView,
  isFiltered,
  type ProductView,
  parseView,
} from '../../list/product-view.ts'
import { ProductFilters } from './ProductFilters.tsx'
import { ProductPager } from './ProductPager.tsx'
import { ProductTable } from './ProductTable.tsx'
import { useProducts } from './use-products.ts'
import './products.css'

export function ProductList(): ReactNode {
  const t = useMessages(messages)
  const { integer } = useFormats()
  const { view, change, openNext, openPrevious } = useAddressView(parseView, formatView)
  const products = useProducts(view)
  const page = products.data
  useTabTitle(t.products)
  useRefusedQuestion(products.error, () => {
    if (view.after !== '') change({}, { replace: true })
    else if (isFiltered(view)) change(CLEARED, { replace: true })
  })
  return (
    <div className="p-page">
      <PageHeader
        title={t.products}
        subtitle={page && t.count(integer(page.totalCount), page.totalCount === 1)}
        actions={
          <>
            {page && page.totalCount > 0 && (
              <ExportButton
                path="/api/exports/products"
                filter={exportFilterOf(view)}
                count={t.count(integer(page.totalCount), page.totalCount === 1)}
              />
            )}
            <NewProductButton />
          </>
        }
      />
      <section className="p-card" aria-label={t.products}>
        <ProductFilters view={view} onChange={change} />
        {products.isError && !page && (
          <ErrorState
            error={products.error}
            onRetry={() => products.refetch()}
            isRetrying={products.isFetching}
          />
        )}
        {products.isPending && <Loading />}
        {page?.nodes.length === 0 && <NothingToShow view={view} onClear={() => change(CLEARED)} />}
        {page && page.nodes.length > 0 && (
          <>
            <ProductTable
              rows={page.nodes}
              view={view}
              isStale={products.isPlaceholderData}
              onSort={sort => change({ sort })}
            />
            <ProductPager
              isFirst={view.after === ''}
              pageInfo={page.pageInfo}
              isBusy={products.isPlaceholderData}
              onNext={openNext}
              onPrevious={openPrevious}
            />
          </>
        )}
      </section>
    </div>
  )
}

function NewProductButton(): ReactNode {
  const t = useMessages(messages)
  const navigate = useNavigate()
  if (!useShell().session.can('catalog.product.write')) return null
  return (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => navigate('/products/new')}>
      {t.newProduct}
    </Button>
  )
}

function NothingToShow({ view, onClear }: { view: ProductView; onClear: () => void }): ReactNode {
  const t = useMessages(messages)
  const { session, navigation } = useShell()
  if (isFiltered(view)) {
    return (
      <EmptyState title={t.nothingTitle} text={t.nothingText}>
        <Button onClick={onClear}>{t.clear}</Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t.emptyTitle} text={t.emptyText}>
      <NewProductButton />
      {session.can('sales.order.import') && (
        <Button onClick={() => navigation.navigate('/sales/import')}>{t.importOrders}</Button>
      )}
    </EmptyState>
  )
}

function Loading(): ReactNode {
  const t = useMessages(messages)
  return (
    <div className="cat-pad" role="status" aria-label={t.loading}>
      <Skeleton active title={false} paragraph={{ rows: 8, width: '100%' }} />
    </div>
  )
}
