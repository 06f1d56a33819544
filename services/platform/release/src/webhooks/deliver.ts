import { createHmac } from 'node:crypto'
import type { Database } from '@portico/service-kit'
import type { Post } from './post.ts'

const AT_ONCE = 20
/** Longer than a call may take: a copy of the service that ended in the middle leaves its deliveries to the others. */
const LEASE_MS = 60_000
const FIRST_PAUSE_MS = 5_000
const PAUSE_FACTOR = 4
/** The last one is 11 hours after the first. */
const MAX_ATTEMPTS = 8

interface Due {
  id: string
  url: string
  secret: string
  event: string
  body: string
  attempts: number
}

/**
 * Sends what is due; gives how many were taken. Several copies of the service take different ones. At least once: the
 * receiver knows doubles by the delivery's id. No call is made inside a transaction.
 */
export async function deliverDue(database: Database, post: Post, now: Date): Promise<number> {
  const due = await database.transaction({}, tx =>
    tx.list<Due>(
      `update webhook_delivery d set attempts = d.attempts + 1, next_at = $2
       from webhook w
       where w.id = d.webhook_id and d.id in (
         select id from webhook_delivery where state = 'waiting' and next_at <= $1
         order by next_at limit $3 for update skip locked)
       returning d.id, w.url, w.secret, d.event, d.body, d.attempts`,
      [now, new Date(now.getTime() + LEASE_MS), AT_ONCE],
    ),
  )
  await Promise.all(due.map(one => deliver(database, post, one, now)))
  return due.length
}

async function deliver(database: Database, post: Post, due: Due, now: Date): Promise<void> {
  const { status, problem } = await attempt(post, due, now)
  const isLast = due.attempts >= MAX_ATTEMPTS
  const state = problem === null ? 'delivered' : isLast ? 'failed' : 'waiting'
  const pauseMs = FIRST_PAUSE_MS * PAUSE_FACTOR ** (due.attempts - 1)
  await database.transaction({}, tx =>
    tx.run(
      `update webhook_delivery set state = $2, status = $3, problem = $4, tried_at = $5, next_at = $6 where id = $1`,
      [due.id, state, status, problem, now, new Date(now.getTime() + pauseMs)],
    ),
  )
}

interface Outcome {
  /** Null: no answer came. */
  status: number | null
  /** Null: it was taken. */
  problem: string | null
}

async function attempt(post: Post, { id, url, secret, event, body }: Due, now: Date): Promise<Outcome> {
  try {
    const status = await post(new URL(url), body, {
      'portico-event': event,
      'portico-delivery': id,
      'portico-signature': signatureOf(secret, body, now),
    })
    return { status, problem: status >= 200 && status < 300 ? null : `answered ${status}` }
  } catch (error) {
    return { status: null, problem: error instanceof Error ? error.message.slice(0, 300) : 'failed' }
  }
}

/** With the time in it, so that who receives can refuse what is old. */
function signatureOf(secret: string, body: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000)
  const hmac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${hmac}`
}
