import { problems } from '../problems/problem.ts'

const RETRY_AFTER_SECONDS = 5

interface Slots {
  /** Of one sender. */
  maxOfSender: number
  maxInAll: number
}

/**
 * How many long bodies one process takes at the same moment, so that no sender takes its memory, its processor and its sockets
 * from the others.
 */
export class UploadSlots {
  readonly #slots: Slots
  readonly #bySender = new Map<string, number>()
  #inAll = 0

  constructor(slots: Slots) {
    this.#slots = slots
  }

  /** `sender` null: one whose own uploads are not counted. Throws UPLOADS_BUSY. */
  async hold<T>(sender: string | null, work: () => Promise<T>): Promise<T> {
    const { maxOfSender, maxInAll } = this.#slots
    const isOwn = sender !== null && (this.#bySender.get(sender) ?? 0) >= maxOfSender
    if (isOwn) throw busy(`${maxOfSender} uploads of the same sender are under way; wait for one of them.`)
    if (this.#inAll >= maxInAll) throw busy(`${maxInAll} uploads are under way; try again shortly.`)
    this.#count(sender, 1)
    try {
      return await work()
    } finally {
      this.#count(sender, -1)
    }
  }

  #count(sender: string | null, by: 1 | -1): void {
    this.#inAll += by
    if (sender === null) return
    const own = (this.#bySender.get(sender) ?? 0) + by
    if (own === 0) this.#bySender.delete(sender)
    else this.#bySender.set(sender, own)
  }
}

function busy(detail: string) {
  return problems.UPLOADS_BUSY(detail, { retryAfterSeconds: RETRY_AFTER_SECONDS })
}
