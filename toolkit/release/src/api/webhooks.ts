/** What a webhook can receive. */
export const WEBHOOK_EVENTS = ['start', 'step', 'hold', 'abort', 'promote'] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]

/** `GET /webhooks`; the secret is shown once, when it is made. */
export interface Webhook {
  id: string
  url: string
  events: WebhookEvent[]
  createdAt: string
  createdBy: string
}

export interface CreatedWebhook {
  webhook: Webhook
  /** Signs each delivery: `portico-signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`. */
  secret: string
}

/** `GET /webhooks/:id/deliveries`, newest first. */
export interface WebhookDelivery {
  id: string
  event: WebhookEvent
  releaseId: string
  at: string
  attempts: number
  state: 'waiting' | 'delivered' | 'failed'
  /** Of the last attempt: what the receiver answered (null: nothing), and when. */
  status: number | null
  triedAt: string | null
  /** Why it was not taken. */
  problem: string | null
  /** Of the next attempt; null: there is none. */
  nextAt: string | null
}
