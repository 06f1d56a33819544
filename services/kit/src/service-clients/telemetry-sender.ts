import { releaseContract } from '@portico/release-contract'
import { FixedClient } from '@portico/service-client'
import { answerSchemaOf, pathOf, type Route } from '@portico/service-contract'
import type { TracePart, TraceStore, TrafficReport } from '@portico/telemetry'
import { Check } from 'typebox/value'
import { contextHeaders } from '../context/context.ts'
import type { ContextSigner } from '../context/context-signer.ts'
import type { SlowStatement } from '../database/slow-statements.ts'
import type { StatementPlan } from '../database/statement-plan.ts'
import { jsonAnswerOf, writeJson } from './json.ts'

const TIMEOUT_MS = 2_000

const { noteTraces, noteTraffic, noteStatements } = releaseContract.routes
const LateTraces = answerSchemaOf(noteTraces)

interface TelemetrySenderOptions {
  releaseUrl: string
  service: string
  signer: ContextSigner
}

/** Statements of one service that were slow of late. */
export interface StatementReport {
  service: string
  /** `plan` is null where it was taken lately. */
  items: (Omit<SlowStatement, 'sql'> & { plan: StatementPlan | null })[]
}

/** Where a service's traces and figures go. */
export interface TelemetryStore extends TraceStore {
  noteTraffic(report: TrafficReport): Promise<unknown>
  noteStatements(report: StatementReport): Promise<unknown>
}

/** The release service got nothing of what was sent. */
export class TelemetryUnsent extends Error {}

/** Takes what a service recorded and counted to the release service, where the console shows it. */
export class TelemetrySender implements TelemetryStore {
  readonly #options: TelemetrySenderOptions
  readonly #release: FixedClient

  constructor(options: TelemetrySenderOptions) {
    this.#options = options
    this.#release = new FixedClient(releaseContract.service, options.releaseUrl, {
      keyring: options.signer.keyring,
    })
  }

  async send(parts: TracePart[]): Promise<readonly string[]> {
    const { status, body } = await this.#send(noteTraces, { parts })
    if (!Check(LateTraces, body)) throw new Error(`The release service answered ${status} to traces`)
    return body.late
  }

  noteTraffic(report: TrafficReport): Promise<void> {
    return this.#note(noteTraffic, report)
  }

  noteStatements(report: StatementReport): Promise<void> {
    return this.#note(noteStatements, report)
  }

  close(): Promise<void> {
    return this.#release.close()
  }

  async #note(route: Route, report: object): Promise<void> {
    const { status } = await this.#send(route, report)
    if (status >= 300) throw new Error(`The release service answered ${status} to ${route.url}`)
  }

  async #send(route: Route, sent: object) {
    const { type, text } = writeJson(sent)
    const attempt = await this.#release.send({
      method: route.method,
      path: pathOf(route),
      headers: { ...type, ...contextHeaders({ actor: `service:${this.#options.service}` }) },
      body: text,
      timeoutMs: TIMEOUT_MS,
    })
    if (attempt.outcome === 'answered') return jsonAnswerOf(attempt.answer)
    const Failure = attempt.outcome === 'notSent' ? TelemetryUnsent : Error
    throw new Failure('The release service takes no traces and figures', { cause: attempt.cause })
  }
}
