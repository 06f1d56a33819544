import { useShell } from '@portico/micro-app/react'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { errorMessages } from '../messages/error-messages.ts'
import { useMessages } from './language.ts'

const NOTHING: ReadonlySet<string> = new Set()

/** Says that something is left out for now, and offers to ask again: asked by itself, it would add to what the system cannot do. */
export function DegradedNotice(): ReactNode {
  const t = useMessages(errorMessages)
  const queries = useQueryClient()
  const operations = useDegradedOperations()
  if (operations.size === 0) return null
  return (
    <p className="p-degraded" role="status">
      {t.degraded}{' '}
      <button
        type="button"
        className="p-degraded-again"
        onClick={() => void queries.refetchQueries({ type: 'active' })}
      >
        {t.retry}
      </button>
    </p>
  )
}

/** Those whose last answer was not whole. */
function useDegradedOperations(): ReadonlySet<string> {
  const { graph } = useShell()
  const [operations, setOperations] = useState(NOTHING)
  useEffect(
    () =>
      graph.onDegraded?.(({ operation, parts }) =>
        setOperations(before => {
          const after = new Set(before)
          if (parts.length > 0) after.add(operation)
          else after.delete(operation)
          return after
        }),
      ),
    [graph],
  )
  return operations
}
