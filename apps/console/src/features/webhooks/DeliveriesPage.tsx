import type { WebhookDelivery } from '@portico/release'
import {
  EmptyState,
  PageHeader,
  StatusTag,
  type Tone,
  useFormats,
  useMessages,
  useTabTitle,
} from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { BackLink } from '../../ui/BackLink.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TableHead } from '../../ui/TableHead.tsx'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { useDeliveries, useWebhooks } from './use-webhooks.ts'
import { webhooksMessages } from './webhooks.messages.ts'

/** What one webhook was sent lately, and how that went. */
export function DeliveriesPage(): ReactNode {
  const t = useMessages(webhooksMessages)
  const { id = '' } = useParams()
  const webhooks = useWebhooks()
  const deliveries = useDeliveries(id)
  const webhook = webhooks.data?.find(each => each.id === id)
  useTabTitle(t.deliveries)
  return (
    <div className="p-page con-page">
      <PageHeader
        back={<BackLink to="/webhooks">{t.back}</BackLink>}
        title={t.deliveries}
        subtitle={
          <span className="con-break">{webhooks.data && !webhook ? t.deletedOrUnknown : webhook?.url}</span>
        }
      />
      <div className="p-card">
        <Loaded query={deliveries} label={t.loadingDeliveries}>
          {items =>
            items.length === 0 ? (
              <EmptyState title={t.noDeliveries} text={t.noDeliveriesText} />
            ) : (
              <DeliveryTable deliveries={items} />
            )
          }
        </Loaded>
      </div>
    </div>
  )
}

function DeliveryTable({ deliveries }: { deliveries: WebhookDelivery[] }): ReactNode {
  const t = useMessages(webhooksMessages)
  return (
    <ScrollTable label={t.deliveries} isStacked>
      <TableHead labels={[t.at, t.event, t.release, t.state, t.attempts, t.next, t.answer]} />
      <tbody>
        {deliveries.map(delivery => (
          <DeliveryRow key={delivery.id} delivery={delivery} />
        ))}
      </tbody>
    </ScrollTable>
  )
}

const TONES: Record<WebhookDelivery['state'], Tone> = {
  waiting: 'neutral',
  delivered: 'success',
  failed: 'danger',
}

function DeliveryRow({ delivery }: { delivery: WebhookDelivery }): ReactNode {
  const t = useMessages(webhooksMessages)
  const { integer } = useFormats()
  const { event, releaseId, at, attempts, state, nextAt } = delivery
  return (
    <tr>
      <th scope="row">
        <ZonedTime instant={at} />
      </th>
      <td data-label={t.event}>{t[event]}</td>
      <td data-label={t.release} className="con-break">
        <Link to={`/releases/${encodeURIComponent(releaseId)}`}>{releaseId}</Link>
      </td>
      <td data-label={t.state}>
        <StatusTag tone={TONES[state]}>{t[state]}</StatusTag>
      </td>
      <td data-label={t.attempts}>{integer(attempts)}</td>
      <td data-label={t.next}>
        {nextAt ? <ZonedTime instant={nextAt} /> : <span className="con-faint">{t.noNext}</span>}
      </td>
      <td data-label={t.answer} className="con-break">
        <Answer delivery={delivery} />
      </td>
    </tr>
  )
}

/** An answer by its number, and when it came; what else went wrong in the words of the system that called. */
function Answer({ delivery: { status, triedAt, problem } }: { delivery: WebhookDelivery }): ReactNode {
  const t = useMessages(webhooksMessages)
  if (triedAt === null) return <span className="con-faint">{t.notYet}</span>
  return (
    <>
      <span>{status === null ? problem : t.answered(String(status))}</span>{' '}
      <span className="con-faint">
        <ZonedTime instant={triedAt} />
      </span>
    </>
  )
}
