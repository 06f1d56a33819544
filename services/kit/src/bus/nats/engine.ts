import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { Loop, type Next } from '@portico/loop'
import type { FastifyBaseLogger } from 'fastify'
import type { EngineSettings } from '../../settings/engine.ts'
import { MAX_MESSAGE_BYTES } from '../port/settings.ts'

const CONNECT_TIMEOUT_MS = 5000
const REQUEST_TIMEOUT_MS = 2000
/** How often a connection that could not be made is tried again. One that was there once comes back by itself. */
const RETRY_MS = 2000
const RECONNECT_MS = 250
const PING_MS = 5000
/** The engine drops what is sent again within this time; what comes later is found in the inbox. */
const DUPLICATE_WINDOW_MS = 120_000
/** The unit of the engine's times. */
export const NANOS_PER_MS = 1_000_000

export interface EngineOptions extends EngineSettings {
  log: FastifyBaseLogger
  /** Each time the engine is there, again or for the first time. */
  onReady(): void
}

interface Ready {
  connection: NatsConnection
  jetstream: JetStreamClient
  manager: JetStreamManager
}

/** The connection to NATS, and the stream in which messages lie until their consumer has handled them. */
export class Engine {
  readonly stream: string
  readonly #options: EngineOptions
  readonly #loop: Loop
  #ready: Ready | null = null
  #isConnected = false

  constructor(options: EngineOptions) {
    this.#options = options
    this.stream = options.stream
    const { log } = options
    this.#loop = new Loop({
      run: () => this.#open(),
      pauseMs: RETRY_MS,
      onFailing: cause =>
        log.warn({ cause }, 'the engine of messages is unavailable; they wait in the outbox'),
      onRecovered: () => log.info('the engine of messages is available'),
    })
  }

  /** Null while it is unavailable. */
  get ready(): Ready | null {
    return this.#isConnected ? this.#ready : null
  }

  /** Resolves when the engine is there, or is not for now: a service starts without it. */
  start(): Promise<void> {
    return this.#loop.start()
  }

  async stop() {
    await this.#loop.stop()
    this.#isConnected = false
    await this.#ready?.connection.close().catch(() => {})
  }

  async #open(): Promise<Next> {
    // Loaded here alone: processes without an engine spare its memory.
    const [{ connect }, { jetstreamManager }] = await Promise.all([
      import('@nats-io/transport-node'),
      import('@nats-io/jetstream'),
    ])
    const connection = await connect({
      servers: this.#options.servers,
      name: this.#options.stream,
      timeout: CONNECT_TIMEOUT_MS,
      maxReconnectAttempts: -1,
      reconnectTimeWait: RECONNECT_MS,
      pingInterval: PING_MS,
    })
    try {
      assertRoom(connection)
      const manager = await jetstreamManager(connection, { timeout: REQUEST_TIMEOUT_MS })
      await this.#ensureStream(manager)
      this.#ready = { connection, manager, jetstream: manager.jetstream() }
    } catch (error) {
      await connection.close().catch(() => {})
      throw error
    }
    void this.#watch(connection)
    this.#onConnected()
    return 'end'
  }

  /** One that is there keeps its settings: operators may have given it others. */
  async #ensureStream(manager: JetStreamManager) {
    const { stream, replicas } = this.#options
    const isThere = await manager.streams.info(stream).then(
      () => true,
      () => false,
    )
    if (isThere) return
    await manager.streams.add({
      name: stream,
      subjects: [`${stream}.>`],
      retention: 'workqueue',
      storage: 'file',
      num_replicas: replicas,
      // So that the age of what waits can be read.
      allow_direct: true,
      duplicate_window: DUPLICATE_WINDOW_MS * NANOS_PER_MS,
    })
  }

  async #watch(connection: NatsConnection) {
    const { log } = this.#options
    for await (const { type } of connection.status()) {
      if (type === 'disconnect') {
        this.#isConnected = false
        log.warn('the connection to the engine of messages broke; they wait in the outbox')
      }
      if (type === 'reconnect') {
        log.info('the engine of messages is there again')
        this.#onConnected()
      }
    }
  }

  #onConnected() {
    this.#isConnected = true
    this.#options.onReady()
  }
}

function assertRoom({ info }: NatsConnection) {
  if (info && info.max_payload < 2 * MAX_MESSAGE_BYTES)
    throw new Error(
      `The engine takes ${info.max_payload} bytes a message; set its max_payload to ${2 * MAX_MESSAGE_BYTES} or more.`,
    )
}
