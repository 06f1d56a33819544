import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import type { Transaction } from '../database/transaction.ts'

const CHANNEL = 'portico_bus'
const CONNECT_TIMEOUT_MS = 5000
const RECONNECT_MS = 2000

/** Wakes consumers in every process when the transaction that wrote a message commits. */
export async function announce(tx: Transaction, event: string) {
  await tx.run('select pg_notify($1, $2)', [CHANNEL, event])
}

interface ListenerOptions {
  databaseUrl: string
  log: FastifyBaseLogger
  onEvent(event: string): void
}

/** One connection that is notified of new messages. While it is broken, consumers find them by looking. */
export class Listener {
  readonly #options: ListenerOptions
  #client: pg.Client | undefined
  #timer: NodeJS.Timeout | undefined
  #isStopped = false

  constructor(options: ListenerOptions) {
    this.#options = options
  }

  async start() {
    const client = new pg.Client({
      connectionString: this.#options.databaseUrl,
      application_name: 'portico-bus-listen',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    })
    this.#client = client
    let hasFailed = false
    const onBroken = (error?: Error) => {
      if (hasFailed || this.#isStopped) return
      hasFailed = true
      this.#onBroken(error)
    }
    client.on('error', onBroken)
    client.on('end', () => onBroken())
    client.on('notification', ({ payload }) => this.#options.onEvent(payload ?? ''))
    await client
      .connect()
      .then(() => client.query(`listen ${CHANNEL}`))
      .catch(onBroken)
  }

  async stop() {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#client?.end().catch(() => {})
  }

  #onBroken(error: Error | undefined) {
    this.#options.log.warn({ reason: error?.message }, 'the connection that is notified of messages broke')
    void this.#client?.end().catch(() => {})
    this.#timer = setTimeout(() => void this.start(), RECONNECT_MS)
  }
}
