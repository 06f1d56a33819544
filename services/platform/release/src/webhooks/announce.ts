import type { Release, WebhookEvent } from '@portico/release'
import { newId, type Transaction } from '@portico/service-kit'

/** Puts the event down for every webhook that wants it, in the transaction of what happened: there is none without the other. */
export async function announceToWebhooks(
  tx: Transaction,
  event: WebhookEvent,
  { id, title, state, percentBp, overlay }: Release,
  facts: Record<string, unknown> = {},
): Promise<void> {
  const webhooks = await tx.list<{ id: string }>('select id from webhook where $1 = any(events)', [event])
  for (const webhook of webhooks) {
    const deliveryId = newId()
    const release = { id, title, state, percentBp, overlay }
    const body = JSON.stringify({ id: deliveryId, event, at: new Date().toISOString(), release, ...facts })
    await tx.run(
      'insert into webhook_delivery (id, webhook_id, event, release_id, body) values ($1, $2, $3, $4, $5)',
      [deliveryId, webhook.id, event, id, body],
    )
  }
}
