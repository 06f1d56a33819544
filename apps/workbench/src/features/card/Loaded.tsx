import { ErrorState } from '@portico/shared-ui/react'
import type { UseQueryResult } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'

interface LoadedProps<T> {
  query: UseQueryResult<T>
  /** Lines of the skeleton, to keep the page from jumping. */
  rows: number
  children(data: T): ReactNode
}

/** What a query is worth on the page: skeleton, error with Retry, or the data, dimmed while it belongs to the month before. */
export function Loaded<T>({ query, rows, children }: LoadedProps<T>) {
  if (query.isError && !query.isRefetchError) return <Failed query={query} />
  if (query.data === undefined) return <Pending rows={rows} />
  return (
    <div className={query.isPlaceholderData ? 'wb-body wb-stale' : 'wb-body'} aria-busy={query.isFetching}>
      {children(query.data)}
    </div>
  )
}

function Pending({ rows }: { rows: number }) {
  return (
    <div className="wb-body wb-pending" aria-busy>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  )
}

function Failed({ query }: { query: UseQueryResult<unknown> }) {
  return (
    <div className="wb-failed">
      <ErrorState error={query.error} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />
    </div>
  )
}
