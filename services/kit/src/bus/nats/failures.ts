import type { Database } from '../../database/database.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { Envelope } from '../port/message.ts'
import { BUS_SCHEMA } from '../port/settings.ts'
import type { DeadLetter, DeadLetterStore, Delivery, Settlement } from '../port/transport.ts'
import { tenantOf, writeOutbox } from './outbox.ts'

const TABLE = `${BUS_SCHEMA}.portico_failure`

/** The engine counts how often it gave a message out; only these were failures of a handler. In the order of the envelopes. */
export async function readFailures(tx: Transaction, envelopes: readonly Envelope[]): Promise<Delivery[]> {
  const rows = await tx.list<{ tenant: string; id: string; failures: number }>(
    `select tenant_id as tenant, message_id as id, failures from ${TABLE}
     where tenant_id = any($1) and message_id = any($2) and event = any($3) and consumer = any($4)`,
    [
      envelopes.map(tenantOf),
      envelopes.map(({ id }) => id),
      envelopes.map(({ event }) => event),
      envelopes.map(({ consumer }) => consumer),
    ],
  )
  const found = new Map(rows.map(({ tenant, id, failures }) => [`${tenant}/${id}`, failures]))
  return envelopes.map(envelope => ({
    envelope,
    failures: found.get(`${tenantOf(envelope)}/${envelope.id}`) ?? 0,
  }))
}

interface Handled {
  queue: string
  deliveries: readonly Delivery[]
  /** In the order of the deliveries. */
  outcomes: readonly Settlement[]
  retryLimit: number
}

/** After handling: what is handled is no failure any more; a message that failed once more than `retryLimit` is given up. */
export async function noteOutcomes(tx: Transaction, { queue, deliveries, outcomes, retryLimit }: Handled) {
  for (const [index, { envelope, failures }] of deliveries.entries()) {
    const reason = outcomes[index] ?? null
    const key = [tenantOf(envelope), envelope.id, envelope.event, envelope.consumer]
    if (reason) {
      await tx.run(
        `insert into ${TABLE} as f
           (tenant_id, message_id, event, consumer, queue, envelope, failures, reason, given_up_at)
         values ($1, $2, $3, $4, $5, $6, 1, $7, case when $8 < 1 then now() end)
         on conflict (tenant_id, message_id, event, consumer) do update set failures = f.failures + 1,
           reason = excluded.reason, given_up_at = case when f.failures + 1 > $8 then now() end`,
        [...key, queue, JSON.stringify(envelope), JSON.stringify(reason), retryLimit],
      )
    } else if (failures > 0) {
      await tx.run(
        `delete from ${TABLE} where tenant_id = $1 and message_id = $2 and event = $3 and consumer = $4`,
        key,
      )
    }
  }
}

/** Of messages that an engine beside PostgreSQL carried. */
export class FailedLetters implements DeadLetterStore {
  readonly #database: Pick<Database, 'execute' | 'transaction'>
  readonly #consumer: string

  constructor(database: Pick<Database, 'execute' | 'transaction'>, consumer: string) {
    this.#database = database
    this.#consumer = consumer
  }

  async count(): Promise<number> {
    const { rows } = await this.#database.execute<{ count: number }>(
      `select count(*)::int as count from ${TABLE} where consumer = $1 and given_up_at is not null`,
      [this.#consumer],
    )
    return rows[0]?.count ?? 0
  }

  async list(max: number): Promise<DeadLetter[]> {
    const { rows } = await this.#database.execute<DeadLetter>(
      `select envelope, failures as attempts, reason from ${TABLE}
       where consumer = $1 and given_up_at is not null order by given_up_at, message_id limit $2`,
      [this.#consumer, max],
    )
    return rows
  }

  redrive(): Promise<number> {
    return this.#database.transaction({}, async tx => {
      const redriven = await tx.list<{ queue: string; envelope: Envelope }>(
        `delete from ${TABLE} where consumer = $1 and given_up_at is not null returning queue, envelope`,
        [this.#consumer],
      )
      await writeOutbox(tx, redriven)
      return redriven.length
    })
  }
}
