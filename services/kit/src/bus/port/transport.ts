import type { Tag } from '@portico/release'
import type { Transaction } from '../../database/transaction.ts'
import type { QueueState } from '../../metrics/service-metrics.ts'
import type { Envelope } from './message.ts'

/** Of one event for the instances of one tag of a service. */
export function queueOf(event: string, consumer: string, tag: Tag): string {
  return `${event}/${consumer}/${tag}`
}

/** Why a message was not handled: what operators read beside a dead letter. */
export interface FailureReason {
  code: string
  message: string
}

/** Null: it is handled. */
export type Settlement = FailureReason | null

export interface Delivery {
  envelope: Envelope
  /** How often its handling has failed before. */
  failures: number
}

/**
 * Gives each message one outcome, in the transaction it is called with. Rejects where that transaction cannot go on: then
 * none of the messages was handled, and none counts as failed.
 */
export type Settle = (tx: Transaction, deliveries: readonly Delivery[]) => Promise<Settlement[]>

/** What comes to one consumer of one event. */
export interface Intake {
  /**
   * Takes at most `max` messages of each queue, those of a queue in one transaction. Resolves to how many. A message that
   * no outcome was committed for comes again; one that failed at every try becomes a dead letter.
   */
  take(queues: readonly string[], max: number, settle: Settle): Promise<number>
  stop(): Promise<void>
}

export interface DeadLetter {
  envelope: Envelope
  attempts: number
  reason: unknown
}

/** Of one consumer. */
export interface DeadLetterStore {
  count(): Promise<number>
  /** The oldest, at most `max`. */
  list(max: number): Promise<DeadLetter[]>
  /** Back into the queues they came from. Resolves to how many. */
  redrive(): Promise<number>
}

export interface Addressed {
  queue: string
  envelope: Envelope
}

/**
 * The way of a message from the transaction that wrote it to its consumers. A message sent in a transaction that commits
 * comes at least once, to consumers in any process; which of them it is for, and that it has one effect, is not the
 * transport's concern. A queue is named `<event>/<consumer>/<tag>`.
 */
export interface Transport {
  readonly deadLetters: DeadLetterStore
  start(): Promise<void>
  stop(): Promise<void>
  /** From now on messages wait in it, whether or not a consumer runs. */
  ensureQueue(queue: string): Promise<void>
  /** Part of the caller's transaction. */
  send(tx: Transaction, messages: readonly Addressed[]): Promise<void>
  /** `onMessage`: there may be something to take. */
  openIntake(event: string, onMessage: () => void): Intake
  /** What waits in those whose consumer, or whose event, is one of these. An empty queue is not listed. */
  readQueues(of: { consumer: string; events: readonly string[] }): Promise<QueueState[]>
}

/** Of several places one queue lies in: one state each queue. */
export function addUp(states: readonly QueueState[]): QueueState[] {
  const all = new Map<string, QueueState>()
  for (const state of states) {
    const other = all.get(state.queue)
    const waiting = state.waiting + (other?.waiting ?? 0)
    all.set(state.queue, {
      queue: state.queue,
      waiting,
      oldestMs: Math.max(state.oldestMs, other?.oldestMs ?? 0),
    })
  }
  return [...all.values()]
}
