import { ErrorState, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { messages } from '../../common/messages.ts'
import { type ProductDetail, useProduct } from '../product/use-product.ts'
import { ProductView } from './ProductView.tsx'

export function ProductPage(): ReactNode {
  const { id = '' } = useParams()
  return <LoadedProduct id={id}>{product => <ProductView product={product} />}</LoadedProduct>
}

interface LoadedProductProps {
  id: string
  children: (product: ProductDetail) => ReactNode
}

/** A product by its id, or what is in the place of it. One that is not there leads to the list, not to another try. */
export function LoadedProduct({ id, children }: LoadedProductProps): ReactNode {
  const t = useMessages(messages)
  const product = useProduct(id)
  useTabTitle(product.data?.name)
  if (product.data) return children(product.data)
  return (
    <div className="p-page">
      <div className="p-card cat-pad">
        {product.error ? (
          <ErrorState
            isPage
            error={product.error}
            onRetry={() => product.refetch()}
            isRetrying={product.isFetching}
          >
            <Link to="/products">{t.toProducts}</Link>
          </ErrorState>
        ) : (
          <div role="status" aria-label={t.loading}>
            <Skeleton active paragraph={{ rows: 8 }} />
          </div>
        )}
      </div>
    </div>
  )
}
