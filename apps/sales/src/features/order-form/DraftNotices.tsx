import { errorCodeOf, useErrorText, useMessages } from '@portico/shared-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import type { OrderDetail } from '../order/use-order.ts'
import { orderFormMessages } from './order-form.messages.ts'

interface DraftNoticesProps {
  existing: OrderDetail | null
  isRestored: boolean
  error: unknown
  isEmpty: boolean
  onDiscard: () => void
}

/** Everything the form has to say about itself, above its fields. */
export function DraftNotices({
  existing,
  isRestored,
  error,
  isEmpty,
  onDiscard,
}: DraftNoticesProps): ReactNode {
  const t = useMessages(orderFormMessages)
  return (
    <>
      {isRestored && (
        <Alert
          className="sales-notice"
          type="info"
          showIcon
          title={t.restored}
          action={
            <Button size="small" onClick={onDiscard}>
              {t.discard}
            </Button>
          }
        />
      )}
      {isEmpty && <Alert className="sales-notice" type="error" showIcon title={t.nothing} />}
      {error !== null && <SaveFailure error={error} existing={existing} />}
    </>
  )
}

function SaveFailure({ error, existing }: { error: unknown; existing: OrderDetail | null }): ReactNode {
  const t = useMessages(orderFormMessages)
  const textOf = useErrorText()
  const queryClient = useQueryClient()
  const isConflict = errorCodeOf(error) === 'VERSION_CONFLICT'
  const loadTheirs = () => queryClient.invalidateQueries({ queryKey: ['order', existing?.id] })
  return (
    <Alert
      className="sales-notice"
      type="error"
      showIcon
      title={isConflict ? t.conflictTitle : t.failedTitle}
      description={
        isConflict ? (
          t.conflictText
        ) : (
          <>
            {textOf(error)} <code>{errorCodeOf(error)}</code>
          </>
        )
      }
      action={
        isConflict && (
          <Button size="small" onClick={loadTheirs}>
            {t.loadTheirs}
          </Button>
        )
      }
    />
  )
}
