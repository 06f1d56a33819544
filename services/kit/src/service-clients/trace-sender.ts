import { releaseContract } from '@portico/release-contract'
import { FixedClient } from '@portico/service-client'
import { answerSchemaOf, pathOf } from '@portico/service-contract'
import type { TracePart, TraceStore } from '@portico/telemetry'
import { Check } from 'typebox/value'
import { contextHeaders } from '../context/context.ts'
import type { ContextSigner } from '../context/context-signer.ts'
import { jsonAnswerOf, writeJson } from './json.ts'

const TIMEOUT_MS = 2_000

const { noteTraces } = releaseContract.routes
const Answer = answerSchemaOf(noteTraces)

interface TraceSenderOptions {
  releaseUrl: string
  service: string
  signer: ContextSigner
}

/** Takes what a service recorded to the release service, where the console shows it. */
export class TraceSender implements TraceStore {
  readonly #options: TraceSenderOptions
  readonly #release: FixedClient

  constructor(options: TraceSenderOptions) {
    this.#options = options
    this.#release = new FixedClient(releaseContract.service, options.releaseUrl, {
      keyring: options.signer.keyring,
    })
  }

  async send(parts: TracePart[]): Promise<readonly string[]> {
    const { type, text } = writeJson({ parts })
    const attempt = await this.#release.send({
      method: noteTraces.method,
      path: pathOf(noteTraces),
      headers: { ...type, ...contextHeaders({ actor: `service:${this.#options.service}` }) },
      body: text,
      timeoutMs: TIMEOUT_MS,
    })
    if (attempt.outcome !== 'answered')
      throw new Error('The release service takes no traces', { cause: attempt.cause })
    const { status, body } = jsonAnswerOf(attempt.answer)
    if (!Check(Answer, body)) throw new Error(`The release service answered ${status} to traces`)
    return body.late
  }

  close(): Promise<void> {
    return this.#release.close()
  }
}
