import type { WorkPlan } from './plan.ts'

/** An open page loads what was rebuilt; what may wait would take the processor from it. */
const REST_MS = 3_000

/** What follows a change; each throws what keeps it from being done. */
export interface WatchWork {
  planFor(files: readonly string[]): WorkPlan
  rebuild(): Promise<void>
  restartServices(): Promise<void>
  restartGateway(): Promise<void>
  /** What may wait until all else is done and nothing has changed for a while; after artifacts were rebuilt. */
  atRest(): Promise<void>
  say(line: string): void
  /** In ms. */
  now(): number
}

/** Does what changed files ask for, one thing after the other; what changes meanwhile comes next. */
export class Watcher {
  readonly #work: WatchWork
  readonly #waiting = new Set<string>()
  #running: Promise<void> | null = null
  #owesRest = false
  #rest: NodeJS.Timeout | undefined
  /** A part whose last start or try failed is tried again with the next change, whatever that is. */
  readonly #owed: WorkPlan = { artifacts: false, services: false, gateway: false }

  constructor(work: WatchWork) {
    this.#work = work
  }

  onChange(files: readonly string[]): void {
    clearTimeout(this.#rest)
    for (const file of files) this.#waiting.add(file)
    this.#begin(async () => {})
  }

  /** Once nothing is waiting or under way. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running
  }

  /** `first`, and then what is waiting; where something is under way, that goes on to it. */
  #begin(first: () => Promise<void>): void {
    this.#running ??= Promise.resolve()
      .then(first)
      .then(() => this.#run())
      .finally(() => {
        this.#running = null
        if (this.#owesRest) this.#rest = setTimeout(() => this.#begin(() => this.#atRest()), REST_MS).unref()
      })
  }

  async #run(): Promise<void> {
    while (this.#waiting.size > 0) {
      const files = [...this.#waiting]
      this.#waiting.clear()
      const plan = this.#work.planFor(files)
      if (plan.artifacts || this.#owed.artifacts) {
        await this.#do('artifacts', 'rebuilt', () => this.#work.rebuild())
        this.#owesRest = true
      }
      if (plan.services || this.#owed.services)
        await this.#do('services', 'services started anew', () => this.#work.restartServices())
      if (plan.gateway || this.#owed.gateway)
        await this.#do('gateway', 'gateway started anew', () => this.#work.restartGateway())
    }
  }

  async #atRest(): Promise<void> {
    this.#owesRest = false
    try {
      await this.#work.atRest()
    } catch (error) {
      this.#work.say(error instanceof Error ? error.message : String(error))
    }
  }

  async #do(part: keyof WorkPlan, done: string, work: () => Promise<void>): Promise<void> {
    const began = this.#work.now()
    try {
      await work()
      this.#owed[part] = false
      this.#work.say(`${done} in ${((this.#work.now() - began) / 1000).toFixed(1)} s`)
    } catch (error) {
      this.#owed[part] = true
      this.#work.say(error instanceof Error ? error.message : String(error))
    }
  }
}
