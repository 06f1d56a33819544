import { DateText, ErrorState, useMessages } from '@portico/shared-ui/react'
import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { OrderDetail } from '../order/use-order.ts'
import { ActivityChanges } from './ActivityChanges.tsx'
import { activityMessages } from './activity.messages.ts'
import { type ActivityEntry, useOrderActivity } from './use-order-activity.ts'

/** Who did what to the order, newest first. */
export function OrderActivity({ order }: { order: OrderDetail }): ReactNode {
  const t = useMessages(activityMessages)
  const activity = useOrderActivity(order)
  const { data, isError, isFetching } = activity
  return (
    <section className="p-card sales-pad" aria-labelledby="sales-activity">
      <h2 id="sales-activity" className="sales-section-title">
        {t.title}
      </h2>
      {!data && isError && (
        <ErrorState error={activity.error} onRetry={() => activity.refetch()} isRetrying={isFetching} />
      )}
      {!data && !isError && (
        <div role="status" aria-label={t.loading}>
          <Skeleton active paragraph={{ rows: 2 }} />
        </div>
      )}
      {data?.length === 0 && <p className="sales-hint">{t.none}</p>}
      {data && data.length > 0 && (
        <ol className="sales-activity">
          {data.map(entry => (
            <Entry key={entry.id} entry={entry} currency={order.total.currency} />
          ))}
        </ol>
      )}
      {activity.hasNextPage && (
        <Button type="link" loading={activity.isFetchingNextPage} onClick={() => activity.fetchNextPage()}>
          {t.earlier}
        </Button>
      )}
    </section>
  )
}

function Entry({ entry, currency }: { entry: ActivityEntry; currency: string }): ReactNode {
  const t = useMessages(activityMessages)
  const { action, at, user, changes, creditNote } = entry
  const isByImport = action === 'IMPORT' && !user
  return (
    <li className="sales-activity-entry">
      <div className="sales-activity-head">
        <strong>{t[action]}</strong>
        {creditNote && <Link to={`/orders/${creditNote.id}`}>{creditNote.number}</Link>}
        <span className="sales-faint">
          {user?.displayName ?? (isByImport ? t.import : t.unknownUser)} · <DateText instant={at} hasTime />
        </span>
      </div>
      {changes.length > 0 && <ActivityChanges changes={changes} currency={currency} />}
    </li>
  )
}
