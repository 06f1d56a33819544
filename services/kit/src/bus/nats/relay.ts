import { Loop, type Next } from '@portico/loop'
import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../database/database.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { Engine } from './engine.ts'
import { streamSubject } from './names.ts'
import { claimOutgoing, type Outgoing, removeSent } from './outbox.ts'

/** Of one partition in one transaction. */
const MAX_SENT = 500
/** What a writer that died left is found so. */
const LOOK_MS = 2000
const CONFIRM_TIMEOUT_MS = 2000
const BACKOFF = { firstMs: 500, maxMs: 10_000 }

interface RelayOptions {
  database: Pick<Database, 'transaction'>
  engine: Engine
  log: FastifyBaseLogger
}

/**
 * Sends what lies in the outbox, in its order within a partition, and takes out what the engine has confirmed. A relay that dies
 * between both leaves it to the next one, which sends it again under the same id.
 */
export class Relay {
  readonly #options: RelayOptions
  readonly #loop: Loop

  constructor(options: RelayOptions) {
    this.#options = options
    const { log } = options
    this.#loop = new Loop({
      run: () => this.#run(),
      pauseMs: LOOK_MS,
      backoff: BACKOFF,
      onFailing: cause => log.warn({ cause }, 'messages cannot be sent; they wait in the outbox'),
      onRecovered: () => log.info('messages are sent again'),
    })
  }

  start() {
    void this.#loop.start()
  }

  wake() {
    this.#loop.wake()
  }

  stop(): Promise<void> {
    return this.#loop.stop()
  }

  async #run(): Promise<Next> {
    if (!this.#options.engine.ready) return 'pause'
    const { count, failure } = await this.#options.database.transaction({}, tx => this.#relay(tx))
    if (failure) throw failure
    return count > 0 ? 'again' : 'pause'
  }

  /** What was confirmed is taken out also where another message of the same round was not. */
  async #relay(tx: Transaction): Promise<{ count: number; failure: unknown }> {
    const claimed = await claimOutgoing(tx, MAX_SENT)
    if (!claimed) return { count: 0, failure: null }
    const results = await Promise.allSettled(claimed.messages.map(message => this.#send(message)))
    const sent = claimed.messages.filter((_, index) => results[index]?.status === 'fulfilled')
    await removeSent(tx, claimed.partition, sent)
    const failed = results.find(result => result.status === 'rejected')
    return { count: sent.length, failure: failed?.reason ?? null }
  }

  async #send({ sendId, queue, envelope }: Outgoing) {
    const { engine } = this.#options
    const { ready } = engine
    if (!ready) throw new Error('The engine of messages went away.')
    await ready.jetstream.publish(streamSubject(engine.stream, queue), JSON.stringify(envelope), {
      msgID: sendId,
      timeout: CONFIRM_TIMEOUT_MS,
    })
  }
}
