import type { Webhook } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TableHead } from '../../ui/TableHead.tsx'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { useActorText } from '../actor/use-actor-text.ts'
import { DeleteWebhookButton } from './DeleteWebhookButton.tsx'
import { webhooksMessages } from './webhooks.messages.ts'

export function WebhookTable({ webhooks }: { webhooks: Webhook[] }): ReactNode {
  const t = useMessages(webhooksMessages)
  return (
    <ScrollTable label={t.title} isStacked>
      <TableHead labels={[t.url, t.events, t.created, t.deliveries]} action={t.delete} />
      <tbody>
        {webhooks.map(webhook => (
          <WebhookRow key={webhook.id} webhook={webhook} />
        ))}
      </tbody>
    </ScrollTable>
  )
}

function WebhookRow({ webhook }: { webhook: Webhook }): ReactNode {
  const t = useMessages(webhooksMessages)
  const actorText = useActorText()
  const { id, url, events, createdAt, createdBy } = webhook
  return (
    <tr>
      <th scope="row" className="con-break">
        {url}
      </th>
      <td data-label={t.events}>{events.map(event => t[event]).join(', ')}</td>
      <td data-label={t.created}>
        <ZonedTime instant={createdAt} /> <span className="con-faint">{actorText(createdBy)}</span>
      </td>
      <td data-label={t.deliveries}>
        <Link to={`/webhooks/${encodeURIComponent(id)}`} aria-label={t.deliveriesOf(url)}>
          {t.deliveries}
        </Link>
      </td>
      <td>
        <DeleteWebhookButton webhook={webhook} />
      </td>
    </tr>
  )
}
