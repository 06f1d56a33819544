import { ErrorState } from '@portico/shared-ui/react'
import type { UseQueryResult } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'

interface LoadedProps<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'isError' | 'isFetching' | 'isPlaceholderData'> & {
    refetch(): unknown
  }
  /** What is loading, for those who do not see the skeleton. */
  label: string
  rows?: number
  /** The way on when it cannot be had. */
  wayOut?: ReactNode
  children(data: T): ReactNode
}

/** What a query is worth on the page: skeleton, error with a way to try again, or the data. Old data stays while new cannot be had. */
export function Loaded<T>({ query, label, rows = 4, wayOut, children }: LoadedProps<T>): ReactNode {
  if (query.data !== undefined) {
    return <div className={query.isPlaceholderData ? 'con-stale' : undefined}>{children(query.data)}</div>
  }
  if (query.isError) {
    return (
      <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching}>
        {wayOut}
      </ErrorState>
    )
  }
  return (
    <div className="con-card-body" role="status" aria-label={label}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  )
}
