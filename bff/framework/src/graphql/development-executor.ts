import { randomBytes } from 'node:crypto'
import { APP_HEADER, readCallingApp } from '@portico/micro-app/page-state'
import type { OperationAnswer as Answered, Filter, GraphCall, RecordingFile } from '@portico/mocks'
import type { DocumentNode, GraphQLSchema } from 'graphql'
import { parse } from 'graphql'
import { StartFault } from '../errors/start-fault.ts'
import type { Log } from '../telemetry/log.ts'
import type { PreparedOperation } from './document-shelf.ts'
import type { GraphAnswer, GraphExecutor, GraphRequest, HttpRequest } from './executor.ts'
import type { RequestContext } from './request-context.ts'

type Filters = Filter<GraphCall, Answered>[]
type Ask = (call: GraphCall) => Promise<Answered>
type Package = typeof import('@portico/mocks')

export interface DevelopmentOptions {
  /** Folder whose mocks answer; null: none do. */
  mocks: string | null
  /** Folder that what was answered is recorded into; null: nothing is. */
  recordings: string | null
  schema: GraphQLSchema
  log: Pick<Log, 'info' | 'warn'>
}

/** Of the file of mocks that a gateway records. */
const PROVIDER = 'gateway'
const UNKNOWN_APP = { name: 'unknown', version: '0.0.0' }
const FIRST_NAME = /^[ \t]*(?:query|mutation)[ \t]+(\w+)/m
const TYPE = { 'content-type': 'application/json; charset=utf-8' }

/**
 * Answers by the mocks of a folder, passes on what they do not know, and records what was answered then. For development: the gateway
 * makes none in production. What a call must be (its session, its price, its document) was checked before, as of any other.
 */
export class DevelopmentExecutor implements GraphExecutor {
  readonly #live: GraphExecutor
  readonly #options: DevelopmentOptions
  #through: ((live: Ask) => Ask) | null = null
  #file: RecordingFile | null = null

  constructor(live: GraphExecutor, options: DevelopmentOptions) {
    this.#live = live
    this.#options = options
  }

  /** Faults: BAD_SETTING. */
  async start(): Promise<void> {
    const { mocks, recordings } = this.#options
    const kit = await import('@portico/mocks')
    const filters: Filters = []
    if (mocks !== null) {
      const player = openedBy(kit, 'PORTICO_MOCKS', () => kit.openMocks(mocks))
      filters.push(kit.mockFilter(player, { isStrict: false }))
    }
    if (recordings !== null) filters.push(this.#recorder(kit, recordings))
    this.#through = live => kit.withFilters(filters, live)
  }

  /** Writes what was recorded last. */
  stop(): void {
    this.#file?.close()
  }

  async execute(
    request: GraphRequest,
    context: RequestContext,
    prepared: PreparedOperation,
  ): Promise<GraphAnswer> {
    if (this.#through === null) return this.#live.execute(request, context, prepared)
    const lived: GraphAnswer[] = []
    const ask = this.#through(async () => {
      const answer = await this.#live.execute(request, context, prepared)
      lived.push(answer)
      return JSON.parse(answer.body) as Answered
    })
    const answer = await ask(callOf(request, this.#options.recordings !== null))
    const [live] = lived
    if (live !== undefined && answer.extensions?.mock === undefined) return live
    const { status, headers } = live ?? { status: 200, headers: TYPE }
    return { status, headers, body: JSON.stringify(answer) }
  }

  refuse(request: HttpRequest, context: RequestContext): Promise<GraphAnswer> {
    return this.#live.refuse(request, context)
  }

  #recorder(kit: Package, folder: string): Filters[number] {
    const { schema, log } = this.#options
    const keep = openedBy(kit, 'PORTICO_RECORDINGS', () => kit.readKeepRules(folder))
    // Of this process alone, and kept nowhere: values cannot be tried out.
    const pseudonyms = new kit.Pseudonyms(randomBytes(32))
    const recording = new kit.CallRecording({ provider: PROVIDER, schema, keep, pseudonyms })
    const file = new kit.RecordingFile(recording, {
      reserve: () => kit.reserveFile(folder, PROVIDER),
      say: line => log.info('recording', { said: line }),
    })
    this.#file = file
    return kit.captureFilter(recording, {
      added: () => file.added(),
      failed: error => log.warn('recording.failed', { cause: String(error) }),
    })
  }
}

function openedBy<T>({ MockError }: Package, setting: string, open: () => T): T {
  try {
    return open()
  } catch (cause) {
    if (!(cause instanceof MockError)) throw cause
    throw new StartFault('BAD_SETTING', `${setting}: ${cause.code}: ${cause.message}`)
  }
}

function callOf({ headers, operationName, variables, query }: GraphRequest, isRecorded: boolean): GraphCall {
  return {
    // Of a document with one operation its name may be left out.
    operation: typeof operationName === 'string' ? operationName : (FIRST_NAME.exec(query)?.[1] ?? ''),
    variables: typeof variables === 'object' && variables !== null ? { ...variables } : {},
    app: readCallingApp(headers[APP_HEADER]) ?? UNKNOWN_APP,
    document: isRecorded ? documentOf(query) : null,
  }
}

/** Null: what cannot be parsed is refused behind this. */
function documentOf(query: string): DocumentNode | null {
  try {
    return parse(query)
  } catch {
    return null
  }
}
