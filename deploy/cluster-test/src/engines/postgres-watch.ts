import { setTimeout as sleep } from 'node:timers/promises'
import type { PostgresNode, PostgresPair } from './postgres-pair.ts'

const PAUSE_MS = 150
/** Looks in a row that find it dead, each of half a second at most. */
const DEAD_AFTER = 3

/**
 * Does what Patroni does for the test: a primary that is dead or silent is replaced by its replica, where that has all that was
 * confirmed; commits wait for the replica for as long as there is one.
 */
export class PostgresWatch {
  readonly #pair: PostgresPair
  readonly #say: (line: string) => void
  readonly #onMoved: () => void
  #isSynchronous = false
  #dead = 0
  #isAlone = 0
  #primary: PostgresNode
  #isOver = false
  #running: Promise<void> = Promise.resolve()

  /** `onMoved`: the primary is another one. */
  constructor(pair: PostgresPair, say: (line: string) => void, onMoved = () => {}) {
    this.#pair = pair
    this.#primary = pair.primary
    this.#say = say
    this.#onMoved = onMoved
  }

  start(): void {
    this.#running = this.#run()
  }

  async close(): Promise<void> {
    this.#isOver = true
    await this.#running
  }

  /** Resolves once the primary is another one than when this was last asked. */
  async untilMoved(): Promise<void> {
    while (this.#pair.primary === this.#primary) await sleep(PAUSE_MS)
    this.#primary = this.#pair.primary
  }

  /** As an operator does ahead of an upgrade: the primary is stopped in good order, and the replica takes its place. */
  async switchOver(): Promise<void> {
    await this.#moved(() => this.#pair.primary.part.stop())
  }

  /** At once, as if it had been seen in no time that the primary hangs: how long that takes is the watch's matter and the machine's. */
  async failOver(): Promise<void> {
    if (!this.#isSynchronous) throw new Error('The replica may lack something that was confirmed.')
    await this.#moved(async () => this.#pair.primary.part.freeze())
  }

  async #moved(end: () => Promise<void>): Promise<void> {
    await this.close()
    await end()
    await this.#promote()
    this.#primary = this.#pair.primary
    this.#isOver = false
    this.start()
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      await this.#look().catch(error => this.#say(`the watch of PostgreSQL: ${error}`))
      await sleep(PAUSE_MS)
    }
  }

  async #look(): Promise<void> {
    const isAlive = await this.#pair.isAlive(this.#pair.primary)
    this.#dead = isAlive ? 0 : this.#dead + 1
    if (this.#dead >= DEAD_AFTER && this.#isSynchronous) return this.#promote()
    if (!isAlive) return
    const isInStep = await this.#pair.isInStep()
    this.#isAlone = isInStep ? 0 : this.#isAlone + 1
    if (isInStep && !this.#isSynchronous) await this.#setSynchronous(true)
    if (this.#isAlone >= DEAD_AFTER && this.#isSynchronous) await this.#setSynchronous(false)
  }

  async #setSynchronous(isOn: boolean): Promise<void> {
    await this.#pair.setSynchronous(isOn)
    this.#isSynchronous = isOn
  }

  async #promote(): Promise<void> {
    await this.#pair.promote()
    this.#isSynchronous = false
    this.#dead = 0
    this.#onMoved()
  }
}
