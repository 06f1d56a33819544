import type { OperationAnswer as Answered, GraphCall } from '@portico/mocks'
import { StartFault } from '../errors/start-fault.ts'
import type { GraphAnswer, GraphExecutor, GraphRequest } from './executor.ts'
import type { RequestContext } from './request-context.ts'

type Ask = (call: GraphCall) => Promise<Answered>
type Mocks = (live: Ask) => Ask

const UNKNOWN_APP = { name: 'unknown', version: '0.0.0' }
const APP = /^([\w-]+)@(\S+)$/
const FIRST_NAME = /^[ \t]*(?:query|mutation)[ \t]+(\w+)/m
const TYPE = { 'content-type': 'application/json; charset=utf-8' }

/**
 * Answers by the mocks of a folder, and passes on what they do not know. For development: the gateway makes none in production.
 * What a call must be (its session, its price, its document) was checked before, as of any other.
 */
export class MockedExecutor implements GraphExecutor {
  readonly #live: GraphExecutor
  readonly #folder: string
  #mocks: Mocks | null = null

  constructor(live: GraphExecutor, folder: string) {
    this.#live = live
    this.#folder = folder
  }

  /** Faults: BAD_SETTING. */
  async start(): Promise<void> {
    const { MockError, mockFilter, openMocks, withFilters } = await import('@portico/mocks')
    try {
      const filters = [mockFilter(openMocks(this.#folder), { isStrict: false })]
      this.#mocks = live => withFilters(filters, live)
    } catch (cause) {
      if (!(cause instanceof MockError)) throw cause
      throw new StartFault('BAD_SETTING', `PORTICO_MOCKS: ${cause.code}: ${cause.message}`)
    }
  }

  async execute(request: GraphRequest, context: RequestContext): Promise<GraphAnswer> {
    if (this.#mocks === null) return this.#live.execute(request, context)
    const lived: GraphAnswer[] = []
    const ask = this.#mocks(async () => {
      const answer = await this.#live.execute(request, context)
      lived.push(answer)
      return JSON.parse(answer.body) as Answered
    })
    const answer = await ask(callOf(request))
    const [live] = lived
    if (live !== undefined && answer.extensions?.mock === undefined) return live
    const { status, headers } = live ?? { status: 200, headers: TYPE }
    return { status, headers, body: JSON.stringify(answer) }
  }
}

function callOf({ headers, operationName, variables, query }: GraphRequest): GraphCall {
  const [, name, version] = APP.exec(headers['x-portico-app'] ?? '') ?? []
  return {
    // Of a document with one operation its name may be left out.
    operation: typeof operationName === 'string' ? operationName : (FIRST_NAME.exec(query)?.[1] ?? ''),
    variables: typeof variables === 'object' && variables !== null ? { ...variables } : {},
    app: name !== undefined && version !== undefined ? { name, version } : UNKNOWN_APP,
    document: null,
  }
}
