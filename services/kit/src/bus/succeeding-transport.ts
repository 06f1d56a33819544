import type { Transaction } from '../database/transaction.ts'
import { type Addressed, addUp, type DeadLetterStore, type Intake, type Transport } from './port/transport.ts'

/**
 * Sends by one transport and takes from both, so that an installation goes from one to the other while it runs: what was
 * written before, or by an instance that is not restarted yet, lies in the former one.
 */
export class SucceedingTransport implements Transport {
  readonly deadLetters: DeadLetterStore
  readonly #next: Transport
  readonly #former: Transport

  constructor(next: Transport, former: Transport) {
    this.#next = next
    this.#former = former
    this.deadLetters = joinLetters(next.deadLetters, former.deadLetters)
  }

  async start() {
    await this.#former.start()
    await this.#next.start()
  }

  async stop() {
    await this.#next.stop()
    await this.#former.stop()
  }

  async ensureQueue(queue: string) {
    await this.#former.ensureQueue(queue)
    await this.#next.ensureQueue(queue)
  }

  send(tx: Transaction, messages: readonly Addressed[]): Promise<void> {
    return this.#next.send(tx, messages)
  }

  openIntake(event: string, onMessage: () => void): Intake {
    const intakes = [this.#next, this.#former].map(transport => transport.openIntake(event, onMessage))
    return {
      async take(queues, max, settle) {
        let count = 0
        for (const intake of intakes) count += await intake.take(queues, max, settle)
        return count
      },
      async stop() {
        for (const intake of intakes) await intake.stop()
      },
    }
  }

  /** What waits in one queue of both counts together. */
  async readQueues(of: Parameters<Transport['readQueues']>[0]) {
    const states = (await Promise.all([this.#next.readQueues(of), this.#former.readQueues(of)])).flat()
    return addUp(states)
  }
}

function joinLetters(next: DeadLetterStore, former: DeadLetterStore): DeadLetterStore {
  return {
    count: async () => (await next.count()) + (await former.count()),
    list: async max => [...(await former.list(max)), ...(await next.list(max))].slice(0, max),
    redrive: async () => (await next.redrive()) + (await former.redrive()),
  }
}
