import { errorCodeOf, useErrorText, useMessages } from '@portico/shared-ui/react'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { OrderDetail } from '../order/use-order.ts'
import { orderFormMessages } from './order-form.messages.ts'
import { findSavedBefore } from './save-once.ts'
import type { SavedDraft } from './saved-drafts.ts'

interface DraftNoticesProps {
  existing: OrderDetail | null
  isRestored: boolean
  savedAs: SavedDraft['order'] | null
  error: unknown
  isEmpty: boolean
  onDiscard: () => void
  onSaveAnew: () => void
}

/** Everything the form has to say about itself, above its fields. */
export function DraftNotices({
  existing,
  isRestored,
  savedAs,
  error,
  isEmpty,
  onDiscard,
  onSaveAnew,
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
      {savedAs && (
        <Alert
          className="sales-notice"
          type="success"
          showIcon
          title={t.savedBefore(savedAs.number)}
          action={<Link to={`/orders/${savedAs.id}`}>{t.openOrder}</Link>}
        />
      )}
      {isEmpty && <Alert className="sales-notice" type="error" showIcon title={t.nothing} />}
      {error !== null && <SaveFailure error={error} existing={existing} onSaveAnew={onSaveAnew} />}
    </>
  )
}

interface SaveFailureProps extends Pick<DraftNoticesProps, 'existing' | 'onSaveAnew'> {
  error: unknown
}

function SaveFailure(props: SaveFailureProps): ReactNode {
  const { error, existing, onSaveAnew } = props
  const t = useMessages(orderFormMessages)
  const saved = findSavedBefore(error)
  const textOf = useErrorText()
  const queryClient = useQueryClient()
  const isConflict = errorCodeOf(error) === 'VERSION_CONFLICT'
  if (saved) return <SavedBefore number={saved.number} id={saved.orderId} onSaveAnew={onSaveAnew} />
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

/** Another order stands where this draft was saved, and has changed since: which of the two is meant only a person knows. */
function SavedBefore({
  number,
  id,
  onSaveAnew,
}: {
  number: string
  id: string
  onSaveAnew: () => void
}): ReactNode {
  const t = useMessages(orderFormMessages)
  return (
    <Alert
      className="sales-notice"
      type="warning"
      showIcon
      title={t.savedElsewhere(number)}
      description={t.savedElsewhereText}
      action={
        <>
          <Link to={`/orders/${id}`}>{t.openOrder}</Link>{' '}
          <Button size="small" onClick={onSaveAnew}>
            {t.saveAnew}
          </Button>
        </>
      }
    />
  )
}
