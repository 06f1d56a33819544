import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Sample } from './counts.ts'
import type { GraphReply, Visitor } from './visitor.ts'

/** What a shop of the test has. */
export interface ShopIds {
  customerId: string
  productId: string
}

export interface Shopper {
  visitor: Visitor
  ids: ShopIds
}

interface LoadOptions {
  shoppers: readonly Shopper[]
  readsPerSecond: number
  writesPerSecond: number
}

/** A write whose fate was left open is asked for again by its key until it is known, as a user presses again. */
const WRITE_PATIENCE_MS = 20_000
const PAUSE_MS = 300
/** Nothing is known of the write. */
const OPEN = new Set(['NETWORK', 'TIMEOUT', 'UPSTREAM_TIMEOUT', 'HTTP_502', 'HTTP_503', 'HTTP_504'])
/** No gateway has answered, or none that could: the shell asks a read for a second time. */
const UNANSWERED = new Set(['NETWORK', 'HTTP_502', 'HTTP_503', 'HTTP_504'])

const READS = [
  { query: '{ orders(first: 5) { totalCount nodes { id status customer { name } } } }' },
  { query: '{ products(first: 5) { totalCount nodes { code listPrice { amount } stock { available } } } }' },
  { query: '{ customers(first: 5) { totalCount nodes { code name } } }' },
]
const CREATE = `mutation ($input: OrderInput!, $key: ID!) {
  createOrder(input: $input, idempotencyKey: $key) { id version status } }`
const CONFIRM = `mutation ($id: ID!, $version: Int!) { confirmOrder(id: $id, version: $version) { id status } }`
const STATUS = 'query ($id: ID!) { order(id: $id) { status } }'

/** Reads and writes at a steady pace, whatever is answered. */
export class SteadyLoad {
  readonly samples: Sample[] = []
  /** Keys of writes that were answered as done. */
  readonly done = new Set<string>()
  /** Ids of orders that were answered as confirmed. */
  readonly confirmed = new Set<string>()
  readonly #options: LoadOptions
  readonly #open = new Set<Promise<void>>()
  #isOver = false
  #turn = 0

  constructor(options: LoadOptions) {
    this.#options = options
  }

  /** Resolves when it has stopped and all has ended. */
  async run(): Promise<void> {
    const { readsPerSecond, writesPerSecond } = this.#options
    await Promise.all([
      this.#pace(readsPerSecond, (shopper, turn) => this.#read(shopper, turn)),
      this.#pace(writesPerSecond, shopper => this.#write(shopper)),
    ])
    await Promise.all(this.#open)
  }

  stop(): void {
    this.#isOver = true
  }

  async #pace(perSecond: number, begin: (shopper: Shopper, turn: number) => Promise<void>): Promise<void> {
    const { shoppers } = this.#options
    while (!this.#isOver) {
      this.#turn += 1
      const shopper = shoppers[this.#turn % shoppers.length] as Shopper
      const work = begin(shopper, this.#turn)
      this.#open.add(work)
      void work.finally(() => this.#open.delete(work))
      await sleep(1000 / perSecond)
    }
  }

  async #read({ visitor }: Shopper, turn: number): Promise<void> {
    const beganAt = performance.now()
    const operation = READS[turn % READS.length] as { query: string }
    const byGet = turn % 2 === 0
    const first = await visitor.ask(operation, turn, byGet)
    let last = first
    if (UNANSWERED.has(first.code)) {
      await sleep(PAUSE_MS)
      last = await visitor.ask(operation, turn + 1, byGet)
    }
    const why =
      first.code === ''
        ? last.isDegraded
          ? 'read degraded'
          : ''
        : `read ${first.code}${last.code === '' ? '' : ` ${last.code}`}`
    this.#note({ isWrite: false, beganAt, outcome: last.code === '' ? 'done' : 'failed', why })
  }

  async #write({ visitor, ids }: Shopper): Promise<void> {
    const key = randomUUID()
    const lines = [{ productId: ids.productId, quantity: '1', unitPrice: '9.90' }]
    const variables = { input: { customerId: ids.customerId, note: key, lines }, key }
    const made = await this.#untilKnown(at => visitor.ask({ query: CREATE, variables }, at))
    if (!made.data) return
    this.done.add(key)
    const { id, version } = (made.data as Record<string, { id: string; version: number }>).createOrder ?? {}
    const confirm = async (at: number) => {
      const reply = await visitor.ask({ query: CONFIRM, variables: { id, version } }, at)
      return reply.code === 'VERSION_CONFLICT' && at > 0 ? this.#statusOf(visitor, id, at) : reply
    }
    const { data } = await this.#untilKnown(confirm)
    if (data && id) this.confirmed.add(id)
  }

  /** A confirmation whose answer was lost has changed the version: the order itself says what became of it. */
  async #statusOf(visitor: Visitor, id: string | undefined, at: number): Promise<GraphReply> {
    const reply = await visitor.ask({ query: STATUS, variables: { id } }, at)
    const { status } = (reply.data as Record<string, { status: string }> | null)?.order ?? {}
    return reply.data && status !== 'CONFIRMED' ? { ...reply, data: null, code: 'VERSION_CONFLICT' } : reply
  }

  async #untilKnown(attempt: (at: number) => Promise<GraphReply>): Promise<GraphReply> {
    const beganAt = performance.now()
    const first = await attempt(0)
    let last = first
    for (let at = 1; OPEN.has(last.code); at += 1) {
      if (performance.now() - beganAt > WRITE_PATIENCE_MS) break
      await sleep(PAUSE_MS)
      last = await attempt(at)
    }
    const isOpen = OPEN.has(last.code)
    const outcome = last.data ? 'done' : isOpen ? 'failed' : 'refused'
    const why =
      first.code === ''
        ? ''
        : `write ${first.code}${last.code === '' || last === first ? '' : ` ${last.code}`}`
    this.#note({ isWrite: true, beganAt, outcome, why })
    return last
  }

  #note(sample: Omit<Sample, 'endedAt'>): void {
    this.samples.push({ ...sample, endedAt: performance.now() })
  }
}
