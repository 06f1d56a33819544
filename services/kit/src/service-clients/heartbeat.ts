import type { Heartbeat as Beat } from '@portico/release'
import type { FastifyBaseLogger } from 'fastify'
import Type from 'typebox'
import { Check } from 'typebox/value'
import type { ContextSigner } from '../context-signer.ts'
import { newId } from '../ids.ts'
import type { Directory } from './directory.ts'
import { type Answered, pathOf, send } from './send.ts'

/** The release service counts an instance as unavailable after three intervals without a heartbeat. */
const INTERVAL_MS = 5000
const TIMEOUT_MS = 2000

const Answer = Type.Object({
  instances: Type.Array(
    Type.Object({
      id: Type.String(),
      service: Type.String(),
      tag: Type.String(),
      version: Type.String(),
      url: Type.String({ pattern: '^https?://' }),
      isHealthy: Type.Boolean(),
    }),
  ),
})

interface HeartbeatOptions {
  /** Of the release service. */
  releaseUrl: string
  beat: Beat
  directory: Directory
  signer: ContextSigner
  log: Pick<FastifyBaseLogger, 'warn' | 'info'>
}

/** Tells the release service that this service is there, and learns who else is. Its silence harms nothing. */
export class Heartbeat {
  /** One life of the service; the next start is another instance. */
  readonly #id = newId()
  readonly #options: HeartbeatOptions
  #timer: NodeJS.Timeout | undefined
  #beating: Promise<void> = Promise.resolve()
  #isFailing = false

  constructor(options: HeartbeatOptions) {
    this.#options = options
  }

  /** Resolves after the first beat, well or not. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => this.#beat(), INTERVAL_MS)
    this.#timer.unref()
    await this.#beat()
  }

  /** Takes the instance off the list at once, instead of when it is missed. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#beating
    // Without it, the release service notices by itself.
    await this.#send('DELETE').catch(() => {})
  }

  #beat(): Promise<void> {
    this.#beating = this.#report().then(
      () => this.#note(null),
      error => this.#note(error),
    )
    return this.#beating
  }

  async #report() {
    const { status, body } = await this.#send('PUT', this.#options.beat)
    if (!Check(Answer, body)) throw new Error(`The release service answered ${status} to a heartbeat`)
    this.#options.directory.learn(body.instances)
  }

  #send(method: 'PUT' | 'DELETE', beat?: Beat): Promise<Answered> {
    const { releaseUrl, signer } = this.#options
    const path = pathOf(releaseUrl, `/instances/${this.#id}`)
    const body = beat ? JSON.stringify(beat) : null
    const actor = `service:${this.#options.beat.service}`
    const headers = signer.headers({ actor }, { audience: 'release', method, path, body })
    const request = { method, path, headers, body }
    return send(releaseUrl, request, AbortSignal.timeout(TIMEOUT_MS))
  }

  /** Once when it begins to fail, and once when that is over. */
  #note(error: unknown) {
    const isFailing = error !== null
    if (isFailing === this.#isFailing) return
    this.#isFailing = isFailing
    const { log } = this.#options
    if (isFailing)
      log.warn({ err: error }, 'the release service does not answer heartbeats; its last word holds')
    else log.info('the release service answers heartbeats again')
  }
}
