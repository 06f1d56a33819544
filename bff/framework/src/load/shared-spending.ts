import { randomUUID } from 'node:crypto'
import { Loop, type Next, type SetTimer } from '@portico/loop'
import type { Notifications } from '../notifications/notifications.ts'
import type { Spent, Unsent } from './unsent.ts'

const CHANNEL = 'portico:load:spent'
/** What may be spent twice is what comes in this time. */
const SEND_MS = 500
/** In one message, of each limit; the rest comes with the next. */
const MAX_SPENT = 1_000

/** A limit that counts in memory. */
export interface SharedLimit {
  /** What this process has let through. */
  readonly unsent: Unsent
  /** What other processes have let through. */
  takeOff(spent: readonly Spent[]): void
}

interface SpendingParts {
  notifications: Notifications
  /** By a name that all processes have for it. */
  limits: Readonly<Record<string, SharedLimit>>
  /** As of the loop. */
  setTimer?: SetTimer
}

/** What one process says to the others. */
interface Message {
  from: string
  limits: Record<string, Spent[]>
}

/**
 * Makes limits of processes those of all of them: each says twice a second what it has let through, and takes off what the
 * others have. No call waits for it; while notifications fail, each process counts for itself.
 */
export class SharedSpending {
  readonly #parts: SpendingParts
  readonly #self = randomUUID()
  readonly #loop: Loop
  #unsubscribe = () => {}

  constructor(parts: SpendingParts) {
    this.#parts = parts
    this.#loop = new Loop({
      run: () => this.#send(),
      pauseMs: SEND_MS,
      startsWithPause: true,
      setTimer: parts.setTimer,
    })
  }

  start(): void {
    this.#unsubscribe = this.#parts.notifications.subscribe(CHANNEL, { onMessage: text => this.#take(text) })
    void this.#loop.start()
  }

  stop(): void {
    this.#unsubscribe()
    void this.#loop.stop()
  }

  async #send(): Promise<Next> {
    const { notifications, limits } = this.#parts
    const taken = Object.entries(limits).map(([name, { unsent }]) => [name, unsent.take(MAX_SPENT)] as const)
    const some = taken.filter(([, spent]) => spent.length > 0)
    if (some.length === 0) return 'pause'
    const message: Message = { from: this.#self, limits: Object.fromEntries(some) }
    await notifications.publish(CHANNEL, JSON.stringify(message), { mayBeLost: true })
    return 'pause'
  }

  #take(text: string): void {
    const { from, limits } = JSON.parse(text) as Message
    if (from === this.#self) return
    for (const [name, spent] of Object.entries(limits)) this.#parts.limits[name]?.takeOff(spent)
  }
}
