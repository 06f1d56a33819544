import type { JobWithMetadata, PgBoss } from 'pg-boss'
import Type, { type Static } from 'typebox'
import type { ServiceApp } from '../http/app.ts'
import type { Envelope } from './message.ts'
import { DEAD_LETTERS } from './queues.ts'

/** As many as one look takes in. */
const MAX_SHOWN = 200

const DeadLetter = Type.Object({
  messageId: Type.String(),
  event: Type.String(),
  at: Type.String(),
  headers: Type.Record(Type.String(), Type.String()),
  attempts: Type.Integer(),
  reason: Type.Unknown(),
})
const DeadLetterList = Type.Object({ count: Type.Integer(), items: Type.Array(DeadLetter) })
const Redriven = Type.Object({ count: Type.Integer() })

/** The messages one consumer has given up, for operators: what and why, and the way back once the reason is gone. */
export class DeadLetters {
  readonly #boss: PgBoss
  readonly #filter: { data: { consumer: string } }

  constructor(boss: PgBoss, consumer: string) {
    this.#boss = boss
    this.#filter = { data: { consumer } }
  }

  async count(): Promise<number> {
    return (await this.#boss.previewRedrive(DEAD_LETTERS, this.#filter)).total
  }

  /** `count` is of all, `items` the first 200. */
  async list(): Promise<Static<typeof DeadLetterList>> {
    const jobs = await this.#boss.findJobs<Envelope>(DEAD_LETTERS, this.#filter)
    return { count: jobs.length, items: jobs.slice(0, MAX_SHOWN).map(toDeadLetter) }
  }

  /** Back into the queues they came from. Resolves to how many. */
  redrive(): Promise<number> {
    return this.#boss.redrive(DEAD_LETTERS, this.#filter)
  }

  addRoutes(app: ServiceApp) {
    const config = { isTenantFree: true }
    const list = { config, schema: { response: { 200: DeadLetterList } } }
    app.get('/dead-letters', list, () => this.list())
    const redrive = { config, schema: { response: { 200: Redriven } } }
    app.post('/dead-letters/redrive', redrive, async () => ({ count: await this.redrive() }))
  }
}

function toDeadLetter({ data, sourceRetryCount, sourceOutput }: JobWithMetadata<Envelope>) {
  const { id, event, at, headers } = data
  return { messageId: id, event, at, headers, attempts: (sourceRetryCount ?? 0) + 1, reason: sourceOutput }
}
