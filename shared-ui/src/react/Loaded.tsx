import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { errorMessages } from '../messages/error-messages.ts'
import { isWorthRetrying } from '../reads.ts'
import { ErrorText } from './ErrorText.tsx'
import { useMessages } from './language.ts'

interface LoadedProps<T> {
  query: UseQueryResult<T>
  /** Lines of the skeleton, to keep the page from jumping. */
  rows: number
  children(data: T): ReactNode
}

/** What a query is worth in a card: skeleton, error with Retry, or the data, dimmed while it belongs to the question before. */
export function Loaded<T>({ query, rows, children }: LoadedProps<T>): ReactNode {
  if (query.isError && !query.isRefetchError) return <Failed query={query} />
  if (query.data === undefined) return <Pending rows={rows} />
  return (
    <div
      className={query.isPlaceholderData ? 'p-card-body p-card-stale' : 'p-card-body'}
      aria-busy={query.isFetching}
    >
      {children(query.data)}
    </div>
  )
}

function Pending({ rows }: { rows: number }): ReactNode {
  return (
    <div className="p-card-body p-skeleton" aria-busy>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines that are all alike
        <span key={row} />
      ))}
    </div>
  )
}

function Failed({ query }: { query: UseQueryResult<unknown> }): ReactNode {
  const t = useMessages(errorMessages)
  return (
    <div className="p-card-body p-card-failed">
      <div className="p-state" role="alert">
        <ErrorText error={query.error} heading="h3" />
        {isWorthRetrying(query.error) && (
          <div className="p-state-actions">
            <button
              type="button"
              className="p-button"
              disabled={query.isFetching}
              onClick={() => void query.refetch()}
            >
              {t.retry}
            </button>
          </div>
        )}
      </div>
    </div>
  )
}
