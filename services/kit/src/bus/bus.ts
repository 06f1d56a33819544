import { STABLE_TAG } from '@portico/release'
import { busNameOf, type EventContract, type PayloadOf } from '@portico/service-contract'
import type { Transaction } from '../database/transaction.ts'
import type { ServiceApp } from '../http/app.ts'
import type { ServiceContext } from '../service/service.ts'
import { readEngine } from '../settings/engine.ts'
import { repeat } from '../sweep/repeat.ts'
import { Consumer, type Handle } from './consumer.ts'
import { addDeadLetterRoutes } from './dead-letter-routes.ts'
import { waitUntilHandled } from './inbox.ts'
import { turnInboxDays } from './inbox-days.ts'
import { installBus } from './install.ts'
import { openTransport } from './open-transport.ts'
import { readPayload } from './payload.ts'
import {
  createEnvelope,
  type Envelope,
  type Message,
  type NewMessage,
  openEnvelope,
  type Published,
} from './port/message.ts'
import { type BusSettings, DEFAULT_SETTINGS, MAX_MESSAGE_BYTES } from './port/settings.ts'
import type { DeadLetterStore, Transport } from './port/transport.ts'
import { Pulse } from './pulse.ts'
import { assertWritten, signEnvelope } from './signed-envelope.ts'
import { ensureSubscription, listTargets } from './subscriptions.ts'

type BusService = Pick<ServiceContext, 'name' | 'tag' | 'database' | 'log' | 'tracing'> &
  Partial<Pick<ServiceContext, 'env' | 'keyring' | 'metrics' | 'works'>>

export interface BusOptions {
  /** What this service writes. The consumers they name get it also where they start after it, for the first time or again. */
  publishes?: readonly EventContract[]
  settings?: Partial<BusSettings>
}

export interface Subscription<Event extends EventContract> {
  /** A payload that is not as it says is a failure of the message: MESSAGE_MALFORMED. */
  event: Event
  /** In a transaction of the message's tenant; what it writes happens exactly once. Throwing tries again, later. */
  handle(tx: Transaction, message: Message<PayloadOf<Event>>): Promise<void>
}

const TURN_INTERVAL_MS = 3_600_000

/**
 * Events between services, whose bookkeeping is in a schema all of them share (docs/adr/0011). A message is written in the
 * transaction that makes it true and carries the context of its call; consumers take those that are routed to their own tag.
 * The order of messages is not promised.
 */
export class Bus {
  /** Who is there for which tag of this service. */
  readonly pulse: Pulse
  readonly #service: BusService
  readonly #transport: Transport
  readonly #settings: BusSettings
  /** Consumers that are named, by what the bus calls the event. */
  readonly #named: ReadonlyMap<string, readonly string[]>
  readonly #consumers: Consumer[] = []
  #stopCleaning = async () => {}

  constructor(service: BusService, { publishes = [], settings }: BusOptions = {}) {
    this.#service = service
    this.#named = new Map(publishes.map(event => [busNameOf(event), event.consumers]))
    this.#settings = { ...DEFAULT_SETTINGS, ...settings }
    const { name, tag, database, log } = service
    const listEvents = () => this.#consumers.map(({ event }) => event)
    this.pulse = new Pulse({ name, tag, database, log, settings: this.#settings, listEvents })
    this.#transport = openTransport(
      { consumer: name, database, log, settings: this.#settings },
      readEngine(service.env ?? {}),
    )
  }

  /** Of this service. */
  get deadLetters(): DeadLetterStore {
    return this.#transport.deadLetters
  }

  /** Before the start. */
  subscribe<Event extends EventContract>({ event, handle }: Subscription<Event>) {
    const handleChecked: Handle = async (tx, envelope) => {
      assertWritten(this.#service.keyring ?? null, envelope)
      const message = openEnvelope(envelope, readPayload(event, envelope.payload))
      await this.#service.database.turnTo(tx, message.context.tenantId)
      await handle(tx, message)
    }
    this.#consumers.push(
      new Consumer({
        event: busNameOf(event),
        handle: handleChecked,
        service: this.#service,
        transport: this.#transport,
        settings: this.#settings,
      }),
    )
  }

  /** Begins before the first request, ends after the last. */
  attach(app: ServiceApp) {
    addDeadLetterRoutes(app, this.deadLetters)
    this.#service.metrics?.measureQueues(() => this.readQueues())
    app.addHook('onReady', () => this.start())
    app.addHook('onClose', () => this.stop())
  }

  async start() {
    const { database, log, works = true, env } = this.#service
    if (env?.PORTICO_MIGRATIONS !== 'expect') await installBus(database)
    await this.#transport.start()
    // One that only serves takes no message: it must not be counted as there.
    if (works) await this.pulse.start()
    await this.#ensureSubscriptions()
    if (!works) return
    await this.#warnOfDeadLetters()
    for (const consumer of this.#consumers) consumer.start()
    const turnDays = () => turnInboxDays(database)
    await turnDays().catch(cause =>
      log.warn({ cause }, 'the days of the inbox could not be made; tried again'),
    )
    this.#stopCleaning = repeat(TURN_INTERVAL_MS, turnDays, this.#service)
  }

  /** Messages at hand are handled to their end; no other is begun. */
  async stop() {
    await this.#stopCleaning()
    await Promise.all(this.#consumers.map(consumer => consumer.stop()))
    await this.pulse.stop()
    await this.#transport.stop()
  }

  /** Part of the caller's transaction: the message is there if and only if that commits. */
  async publish<Event extends EventContract>(
    tx: Transaction,
    message: NewMessage<Event>,
  ): Promise<Published> {
    const envelope = createEnvelope(message)
    const { event } = envelope
    const { context } = message
    const publication = { event, targets: context.targets, named: this.#named.get(event) ?? [] }
    const targets = await listTargets(tx, publication, this.#settings)
    const messages = targets.map(({ consumer, queue }) => ({
      queue,
      envelope: signEnvelope(this.#service.keyring ?? null, { ...envelope, consumer }),
    }))
    for (const { envelope } of messages) assertShort(envelope)
    await this.#transport.send(tx, messages)
    return {
      id: envelope.id,
      tenantId: context.tenantId,
      at: envelope.at,
      consumers: targets.map(({ consumer }) => consumer),
    }
  }

  /** After the commit: whether all its consumers have handled it within the time. False says only "not yet". */
  waitUntilHandled(published: Published, timeoutMs: number): Promise<boolean> {
    return waitUntilHandled(this.#service.database, published, timeoutMs)
  }

  /** Messages to this service, and those it wrote: their consumer may be unavailable, and say nothing. */
  readQueues() {
    return this.#transport.readQueues({ consumer: this.#service.name, events: [...this.#named.keys()] })
  }

  async #ensureSubscriptions() {
    const { name, tag, works = true } = this.#service
    // Its own tag only: a gray copy that takes an event as the first must not collect those of stable, which does not.
    const own = this.#consumers.map(({ event }) => ({ event, consumer: name, tag, isHere: works }))
    const others = [...this.#named].flatMap(([event, consumers]) =>
      consumers.map(consumer => ({ event, consumer, tag: STABLE_TAG, isHere: false })),
    )
    for (const key of [...own, ...others]) {
      await ensureSubscription(this.#transport, this.#service.database, key)
    }
  }

  async #warnOfDeadLetters() {
    const count = await this.deadLetters.count()
    if (count > 0) this.#service.log.error({ count }, 'there are dead letters; see GET /dead-letters')
  }
}

function assertShort({ event, payload }: Envelope) {
  const bytes = Buffer.byteLength(JSON.stringify(payload ?? null))
  if (bytes > MAX_MESSAGE_BYTES)
    throw new Error(`A message of ${event} has ${bytes} bytes; at most ${MAX_MESSAGE_BYTES} are allowed.`)
}
