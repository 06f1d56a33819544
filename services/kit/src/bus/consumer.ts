import { Loop } from '@portico/loop'
import { runTraced } from '@portico/telemetry'
import type { FastifyBaseLogger } from 'fastify'
import { readCallContext } from '../context/context.ts'
import type { Transaction } from '../database/transaction.ts'
import type { ServiceContext } from '../service/service.ts'
import { enterInbox } from './inbox.ts'
import type { Envelope } from './port/message.ts'
import type { BusSettings } from './port/settings.ts'
import type { Delivery, FailureReason, Intake, Settlement, Transport } from './port/transport.ts'
import { listSources } from './subscriptions.ts'

export type Handle = (tx: Transaction, envelope: Envelope) => Promise<void>

export interface ConsumerOptions {
  event: string
  handle: Handle
  service: Pick<ServiceContext, 'name' | 'tag' | 'database' | 'log' | 'tracing'>
  transport: Transport
  settings: BusSettings
}

/**
 * Takes the messages of one event for one service, several in one transaction: the writes of their handlers and the inbox commit
 * together. A message whose handler throws undoes its own writes alone. After a transaction that could not go on, the next
 * has one message, and then twice as many again each time, so that one that breaks connections holds up no others for long.
 */
export class Consumer {
  readonly event: string
  readonly #handle: Handle
  readonly #service: ConsumerOptions['service']
  readonly #settings: BusSettings
  readonly #intake: Intake
  readonly #loop: Loop
  #atOnce: number

  constructor({ event, handle, service, transport, settings }: ConsumerOptions) {
    this.event = event
    this.#handle = handle
    this.#service = service
    this.#settings = settings
    this.#atOnce = settings.batch
    this.#intake = transport.openIntake(event, () => this.#loop.wake())
    this.#loop = new Loop({
      run: async () => ((await this.#takeRound()) > 0 ? 'again' : 'pause'),
      pauseMs: settings.pollMs,
      onFailing: error => this.#log.warn({ cause: error, event }, 'messages cannot be taken; trying again'),
    })
  }

  start() {
    void this.#loop.start()
  }

  async stop(): Promise<void> {
    await this.#loop.stop()
    await this.#intake.stop()
  }

  get #log(): FastifyBaseLogger {
    return this.#service.log
  }

  /** Some of each queue, so that none waits behind another's many. */
  async #takeRound(): Promise<number> {
    const { name, tag, database } = this.#service
    const key = { event: this.event, consumer: name, tag }
    const queues = await listSources(database, key, this.#settings.silentAfterMs)
    const atOnce = this.#atOnce
    this.#atOnce = 1
    const count = await this.#intake.take(queues, atOnce, (tx, deliveries) => this.#settle(tx, deliveries))
    this.#atOnce = Math.min(atOnce * 2, this.#settings.batch)
    return count
  }

  async #settle(tx: Transaction, deliveries: readonly Delivery[]): Promise<Settlement[]> {
    const outcomes: Settlement[] = []
    for (const delivery of deliveries) outcomes.push(await this.#settleOne(tx, delivery))
    return outcomes
  }

  #settleOne(tx: Transaction, delivery: Delivery): Promise<Settlement> {
    const { tenantId: tenant, userId: user, traceparent } = readCallContext(delivery.envelope.headers)
    const facts = { name: `message ${this.event}`, traceparent, tenant, user }
    return runTraced(this.#service.tracing, facts, () => this.#settleInScope(tx, delivery))
  }

  async #settleInScope(tx: Transaction, delivery: Delivery): Promise<Settlement> {
    await tx.run('savepoint before_handler')
    try {
      if (await enterInbox(tx, delivery.envelope, this.#service.tag))
        await this.#handle(tx, delivery.envelope)
      await tx.run('release savepoint before_handler')
      return null
    } catch (error) {
      await tx.run('rollback to savepoint before_handler')
      tx.onCommitted(() => this.#report(delivery, error))
      return reasonOf(error)
    }
  }

  #report({ envelope: { id, event }, failures }: Delivery, error: unknown) {
    const isLast = failures >= this.#settings.retryLimit
    const facts = { cause: error, event, messageId: id, attempt: failures + 1 }
    if (isLast) this.#log.error(facts, 'a message failed at every try and lies among the dead letters')
    else this.#log.warn(facts, 'a message failed and will be tried again')
  }
}

function reasonOf(error: unknown): FailureReason {
  if (!(error instanceof Error)) return { code: 'UNKNOWN', message: String(error) }
  return { code: 'code' in error ? String(error.code) : error.name, message: error.message }
}
