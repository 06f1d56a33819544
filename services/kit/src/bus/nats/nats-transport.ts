import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../database/database.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { QueueState } from '../../metrics/service-metrics.ts'
import type { EngineSettings } from '../../settings/engine.ts'
import type { BusSettings } from '../port/settings.ts'
import {
  type Addressed,
  addUp,
  type DeadLetterStore,
  type Intake,
  type Transport,
} from '../port/transport.ts'
import { Engine } from './engine.ts'
import { FailedLetters } from './failures.ts'
import { NatsIntake } from './nats-intake.ts'
import { readOutbox, writeOutbox } from './outbox.ts'
import { Relay } from './relay.ts'
import { readSent } from './sent.ts'

interface NatsOptions {
  /** Whose dead letters are read. */
  consumer: string
  database: Database
  log: FastifyBaseLogger
  settings: BusSettings
  engine: EngineSettings
}

/**
 * Messages by way of NATS JetStream (docs/adr/0054): written into the outbox with the transaction that makes them true, sent
 * by a relay, confirmed when the transaction of their handler has committed.
 */
export class NatsTransport implements Transport {
  readonly deadLetters: DeadLetterStore
  readonly #options: NatsOptions
  readonly #engine: Engine
  readonly #relay: Relay
  readonly #wakers: (() => void)[] = []

  constructor(options: NatsOptions) {
    this.#options = options
    const { consumer, database, log, engine } = options
    this.deadLetters = new FailedLetters(database, consumer)
    this.#engine = new Engine({ ...engine, log, onReady: () => this.#wakeAll() })
    this.#relay = new Relay({ database, engine: this.#engine, log })
  }

  async start() {
    await this.#engine.start()
    this.#relay.start()
  }

  async stop() {
    await this.#relay.stop()
    await this.#engine.stop()
  }

  /** The stream keeps what comes for a queue whether or not it was ever taken from. */
  async ensureQueue() {}

  async send(tx: Transaction, messages: readonly Addressed[]) {
    await writeOutbox(tx, messages)
    tx.onCommitted(() => this.#relay.wake())
  }

  openIntake(_event: string, onMessage: () => void): Intake {
    this.#wakers.push(onMessage)
    const { database, settings } = this.#options
    return new NatsIntake({ engine: this.#engine, database, settings, onMessage })
  }

  /** In the outbox, and with the engine where it is available. */
  async readQueues(of: { consumer: string; events: readonly string[] }): Promise<QueueState[]> {
    const [outgoing, sent] = await Promise.all([
      readOutbox(this.#options.database, of),
      readSent(this.#engine, of),
    ])
    return addUp([...outgoing, ...sent])
  }

  #wakeAll() {
    this.#relay.wake()
    for (const wake of this.#wakers) wake()
  }
}
