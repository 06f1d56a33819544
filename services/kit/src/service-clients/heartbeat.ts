import { Loop, type Next, type SetTimer } from '@portico/loop'
import { releaseContract } from '@portico/release-contract'
import { type Discovery, FixedClient } from '@portico/service-client'
import { answerSchemaOf, type BodyOf, pathOf, type Route } from '@portico/service-contract'
import type { FastifyBaseLogger } from 'fastify'
import { Check } from 'typebox/value'
import { contextHeaders } from '../context/context.ts'
import type { ContextSigner } from '../context/context-signer.ts'
import { newId } from '../values/ids.ts'
import { type JsonAnswer, jsonAnswerOf, writeJson } from './json.ts'

/** The release service counts an instance as unavailable after three intervals without a heartbeat. */
const INTERVAL_MS = 5000
const TIMEOUT_MS = 2000
/** How long the answer to a heartbeat may be held, until there is something new. */
const WAIT_SECONDS = 4
/** An answer with nothing new that comes sooner was not held: the release service is an older one. */
const HELD_MS = 1000

const { putInstance, removeInstance } = releaseContract.routes
const Answer = answerSchemaOf(putInstance)

interface HeartbeatOptions {
  /** Of the release service. */
  releaseUrl: string
  beat: BodyOf<typeof putInstance>
  discovery: Discovery
  signer: ContextSigner
  log: Pick<FastifyBaseLogger, 'warn' | 'info'>
  /** As of the loop. */
  setTimer?: SetTimer
}

/**
 * Tells the release service that this service is there, and learns who else is and what share of calls each takes: an answer is held until
 * that changes, and the next heartbeat follows at once. Its silence harms nothing.
 */
export class Heartbeat {
  /** One life of the service; the next start is another instance. */
  readonly #id = newId()
  readonly #options: HeartbeatOptions
  readonly #release: FixedClient
  readonly #loop: Loop
  /** Null: none was received, or the service did not answer since. */
  #revision: number | null = null

  constructor(options: HeartbeatOptions) {
    this.#options = options
    this.#release = new FixedClient(releaseContract.service, options.releaseUrl, {
      keyring: options.signer.keyring,
    })
    const { log, setTimer } = options
    this.#loop = new Loop({
      run: () => this.#beat(),
      pauseMs: INTERVAL_MS,
      setTimer,
      onFailing: cause =>
        log.warn({ cause }, 'the release service does not answer heartbeats; its last word holds'),
      onRecovered: () => log.info('the release service answers heartbeats again'),
    })
  }

  /** Resolves after the first beat, well or not. */
  start(): Promise<void> {
    return this.#loop.start()
  }

  /** Takes the instance off the list at once, instead of when it is missed. */
  async stop(): Promise<void> {
    await this.#loop.stop()
    // Without it, the release service notices by itself.
    await this.#send(removeInstance).catch(() => {})
    await this.#release.close()
  }

  async #beat(): Promise<Next> {
    const known = this.#revision
    this.#revision = null
    const sentAt = performance.now()
    const { status, body } = await this.#send(putInstance, this.#options.beat, known)
    if (!Check(Answer, body)) throw new Error(`The release service answered ${status} to a heartbeat`)
    this.#options.discovery.setInstances(body.instances)
    this.#revision = body.revision
    // The first one is followed by a pause: many that start together would each be sent every other one.
    const isUpdate = known !== null && body.revision !== known
    return isUpdate || performance.now() - sentAt >= HELD_MS ? 'again' : 'pause'
  }

  async #send(
    route: Route,
    beat?: HeartbeatOptions['beat'],
    known: number | null = null,
  ): Promise<JsonAnswer> {
    const { type, text } = writeJson(beat)
    const attempt = await this.#release.send({
      method: route.method,
      path: pathOf(route, { id: this.#id }),
      headers: {
        ...type,
        ...contextHeaders({ actor: `service:${this.#options.beat.service}` }),
        ...(known !== null && { 'if-none-match': `"${known}"`, prefer: `wait=${WAIT_SECONDS}` }),
      },
      body: text,
      timeoutMs: TIMEOUT_MS + (known === null ? 0 : WAIT_SECONDS * 1000),
      signal: beat && this.#loop.signal,
    })
    if (attempt.outcome === 'answered') return jsonAnswerOf(attempt.answer)
    throw new Error('The release service does not answer', { cause: attempt.cause })
  }
}
