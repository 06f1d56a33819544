import type { ConsumerMessages, JsMsg } from '@nats-io/jetstream'
import { type Engine, NANOS_PER_MS } from './engine.ts'
import { durableOf, streamSubject } from './names.ts'

/** What a process that died had at work comes to another one after this time. */
const ACK_WAIT_MS = 4000
/** How often it is reported that what is at hand is still at work. */
const WORKING_MS = 1000
/** Fetched ahead, at most. */
const AHEAD = 100
const MAX_UNCONFIRMED = 10_000

/** The messages of one queue, as they come to this process. */
export class Pull {
  readonly #waiting: JsMsg[] = []
  readonly #atWork = new Set<JsMsg>()
  readonly #messages: ConsumerMessages
  readonly #timer: NodeJS.Timeout
  #isClosed = false

  private constructor(messages: ConsumerMessages) {
    this.#messages = messages
    this.#timer = setInterval(() => this.#sayWorking(), WORKING_MS).unref()
    void messages.closed().then(() => {
      this.#isClosed = true
      clearInterval(this.#timer)
    })
  }

  /** `onMessage` is called when one has come. Rejects where the engine is unavailable. */
  static async open(engine: Engine, queue: string, onMessage: () => void): Promise<Pull> {
    const { ready, stream } = engine
    if (!ready) throw new Error('The engine of messages is unavailable.')
    const durable = durableOf(queue)
    await ready.manager.consumers.add(stream, {
      durable_name: durable,
      filter_subject: streamSubject(stream, queue),
      ack_policy: 'explicit',
      ack_wait: ACK_WAIT_MS * NANOS_PER_MS,
      max_ack_pending: MAX_UNCONFIRMED,
      max_deliver: -1,
    })
    const consumer = await ready.jetstream.consumers.get(stream, durable)
    let pull: Pull | null = null
    const early: JsMsg[] = []
    const messages = await consumer.consume({
      max_messages: AHEAD,
      callback: message => {
        if (pull) pull.#waiting.push(message)
        else early.push(message)
        onMessage()
      },
    })
    pull = new Pull(messages)
    pull.#waiting.push(...early)
    return pull
  }

  /** The engine or an operator ended it: it has to be opened anew. */
  get isClosed(): boolean {
    return this.#isClosed
  }

  /** At most so many of those that have come. They stay at work until `settle` is called with them. */
  take(max: number): JsMsg[] {
    const taken = this.#waiting.splice(0, max)
    for (const message of taken) this.#atWork.add(message)
    return taken
  }

  /** `delayMs` null: it is done. Else it comes again after that time. */
  settle(message: JsMsg, delayMs: number | null) {
    this.#atWork.delete(message)
    if (delayMs === null) message.ack()
    else message.nak(delayMs)
  }

  /** What has come and was not taken goes to the next process at once. */
  async close() {
    clearInterval(this.#timer)
    for (const message of this.#waiting.splice(0)) message.nak()
    await this.#messages.close()
  }

  #sayWorking() {
    for (const message of [...this.#waiting, ...this.#atWork]) message.working()
  }
}
