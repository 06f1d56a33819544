import { Loop, type Next } from '@portico/loop'
import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import type { Transaction } from '../../database/transaction.ts'

const CHANNEL = 'portico_bus'
const CONNECT_TIMEOUT_MS = 5000
/** How often a connection that broke is looked for and made anew. */
const LOOK_MS = 2000

/** Wakes consumers in every process when the transaction that wrote a message commits. */
export async function announce(tx: Transaction, event: string) {
  await tx.run('select pg_notify($1, $2)', [CHANNEL, event])
}

interface ListenerOptions {
  databaseUrl: string
  log: FastifyBaseLogger
  onEvent(event: string): void
  /** Messages may have come before the connection was there: they were announced to no listener. */
  onConnected(): void
}

/** One connection that is notified of new messages. While it is broken, consumers find them by looking. */
export class Listener {
  readonly #options: ListenerOptions
  readonly #loop: Loop
  /** Null while there is no connection that works. */
  #client: pg.Client | null = null

  constructor(options: ListenerOptions) {
    this.#options = options
    const { log } = options
    this.#loop = new Loop({
      run: () => this.#connectIfBroken(),
      pauseMs: LOOK_MS,
      onFailing: cause => log.warn({ cause }, 'the connection that is notified of messages cannot be made'),
      onRecovered: () => log.info('the connection that is notified of messages is there again'),
    })
  }

  /** Resolves when the connection is there, or cannot be made for now. */
  start(): Promise<void> {
    return this.#loop.start()
  }

  async stop() {
    await this.#loop.stop()
    await this.#client?.end().catch(() => {})
  }

  async #connectIfBroken(): Promise<Next> {
    if (this.#client) return 'pause'
    const client = new pg.Client({
      connectionString: this.#options.databaseUrl,
      application_name: 'portico-bus-listen',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      keepAlive: true,
    })
    client.on('error', error => this.#onBroken(client, error))
    client.on('end', () => this.#onBroken(client))
    client.on('notification', ({ payload }) => this.#options.onEvent(payload ?? ''))
    try {
      await client.connect()
      await client.query(`listen ${CHANNEL}`)
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
    this.#client = client
    this.#options.onConnected()
    return 'pause'
  }

  /** The next look makes another. */
  #onBroken(client: pg.Client, error?: Error) {
    if (client !== this.#client || this.#loop.signal.aborted) return
    this.#client = null
    this.#options.log.warn({ reason: error?.message }, 'the connection that is notified of messages broke')
    void client.end().catch(() => {})
  }
}
