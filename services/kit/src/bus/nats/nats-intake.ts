import type { Database } from '../../database/database.ts'
import type { Envelope } from '../port/message.ts'
import type { BusSettings } from '../port/settings.ts'
import type { Intake, Settle, Settlement } from '../port/transport.ts'
import type { Engine } from './engine.ts'
import { noteOutcomes, readFailures } from './failures.ts'
import { Pull } from './pull.ts'

/** After a transaction that could not go on. */
const BROKEN_DELAY_MS = 500

interface IntakeOptions {
  engine: Engine
  database: Database
  settings: BusSettings
  onMessage(): void
}

/** The messages of one event for one consumer. They are confirmed to the engine after the commit of what they caused. */
export class NatsIntake implements Intake {
  readonly #options: IntakeOptions
  readonly #pulls = new Map<string, Pull>()

  constructor(options: IntakeOptions) {
    this.#options = options
  }

  async take(queues: readonly string[], max: number, settle: Settle): Promise<number> {
    await this.#closeOthers(queues)
    if (!this.#options.engine.ready) return 0
    let count = 0
    for (const queue of queues) count += await this.#take(await this.#open(queue), { queue, max, settle })
    return count
  }

  async stop() {
    await this.#closeOthers([])
  }

  async #open(queue: string): Promise<Pull> {
    const open = this.#pulls.get(queue)
    if (open && !open.isClosed) return open
    const { engine, onMessage } = this.#options
    const pull = await Pull.open(engine, queue, onMessage)
    this.#pulls.set(queue, pull)
    return pull
  }

  async #closeOthers(queues: readonly string[]) {
    for (const [queue, pull] of this.#pulls) {
      if (queues.includes(queue)) continue
      this.#pulls.delete(queue)
      await pull.close()
    }
  }

  async #take(
    pull: Pull,
    { queue, max, settle }: { queue: string; max: number; settle: Settle },
  ): Promise<number> {
    const messages = pull.take(max)
    if (messages.length === 0) return 0
    const { database, settings } = this.#options
    try {
      const envelopes = messages.map(message => message.json<Envelope>())
      const results = await database.transaction({}, async tx => {
        const deliveries = await readFailures(tx, envelopes)
        const outcomes = await settle(tx, deliveries)
        await noteOutcomes(tx, { queue, deliveries, outcomes, retryLimit: settings.retryLimit })
        return deliveries.map(({ failures }, index) => delayOf(outcomes[index] ?? null, failures, settings))
      })
      for (const [index, message] of messages.entries()) pull.settle(message, results[index] ?? null)
    } catch (error) {
      for (const message of messages) pull.settle(message, BROKEN_DELAY_MS)
      throw error
    }
    return messages.length
  }
}

/** Null: the engine may forget it, as it is handled or a dead letter. */
function delayOf(outcome: Settlement, failures: number, settings: BusSettings): number | null {
  if (!outcome || failures >= settings.retryLimit) return null
  const { retryDelaySeconds, retryDelayMaxSeconds } = settings
  return 1000 * Math.min(retryDelaySeconds * 2 ** failures, retryDelayMaxSeconds)
}
