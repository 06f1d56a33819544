import type { IncomingMessage, ServerResponse } from 'node:http'
import { APP_HEADER, readCallingApp } from '@portico/micro-app/page-state'
import {
  captureFilter,
  type Filter,
  type GraphCall,
  MockError,
  type MockFolder,
  mockFilter,
  type OperationAnswer,
  withFilters,
} from '@portico/mocks'
import { type DocumentNode, parse } from 'graphql'
import { DevError } from '../fault/dev-error.ts'
import type { WholeAnswer } from '../proxy/ask.ts'
import { answerDevFault } from '../proxy/fault-page.ts'
import type { Recorder } from './recorder.ts'

/** As much as a gateway takes. */
const MAX_BODY_BYTES = 256 * 1024

export interface GraphCallsOptions {
  /** Null: none answer. */
  mocks: MockFolder | null
  /** A call that no mock answers is refused. */
  isStrict: boolean
  /** Null: nothing is recorded. */
  recorder: Recorder | null
  /** Of the app as it is now. */
  operations(): readonly { id: string; name: string; body: string }[]
  /** Of the app: mocks ask for it. */
  version: string
  say(line: string): void
}

interface SentOperation {
  documentId?: unknown
  query?: unknown
  operationName?: unknown
  variables?: unknown
}

/** The graph's calls of a local app, on their way to the baseline: mocks may answer, what the baseline answers may be recorded. */
export class GraphCalls {
  readonly #options: GraphCallsOptions

  constructor(options: GraphCallsOptions) {
    this.#options = options
  }

  /** `live` asks the baseline. */
  async answer(
    request: IncomingMessage,
    response: ServerResponse,
    live: (body: Buffer) => Promise<WholeAnswer>,
  ): Promise<void> {
    try {
      const body = await readBody(request)
      const answers: WholeAnswer[] = []
      const ask = withFilters(this.#filters(response), async () => {
        const whole = await live(body)
        answers.push(whole)
        return readAnswer(whole)
      })
      const answer = await ask(this.#callOf(request, body))
      send(response, answer, answers[0] ?? null)
    } catch (error) {
      if (response.destroyed) return
      if (error instanceof DevError) return void answerDevFault(request, response, error)
      if (!(error instanceof MockError)) throw error
      this.#options.say(`${error.code}: ${error.message}`)
      send(response, { errors: [{ message: error.message, extensions: { code: error.code } }] }, null)
    }
  }

  #filters(response: ServerResponse): Filter<GraphCall, OperationAnswer>[] {
    const { mocks, recorder, say } = this.#options
    const caller = new AbortController()
    response.once('close', () => caller.abort())
    const filters = mocks === null ? [] : this.#mockFilters(mocks, caller.signal)
    if (recorder === null) return filters
    const { recording, file } = recorder
    const failed = (error: unknown) => say(`RECORDING_FAILED: ${String(error)}`)
    return [...filters, captureFilter(recording, { added: () => file.added(), failed })]
  }

  /** Throws a `MockError` where they cannot be used, or a strict play has none. */
  #mockFilters({ player }: MockFolder, signal: AbortSignal): Filter<GraphCall, OperationAnswer>[] {
    const { isStrict } = this.#options
    if (player !== null) return [mockFilter(player, { isStrict, signal })]
    if (isStrict)
      throw new MockError('MOCKS_MISSING', 'The folder has no mocks/*.yaml, and --strict asks nothing else.')
    return []
  }

  #callOf({ headers }: IncomingMessage, body: Buffer): GraphCall {
    const { documentId, query, operationName, variables } = readJson(body)
    const name = readCallingApp(headers[APP_HEADER])?.name ?? 'unknown'
    const operation = this.#options.operations().find(({ id }) => id === documentId)
    const text = operation?.body ?? (typeof query === 'string' ? query : null)
    return {
      operation: typeof operationName === 'string' ? operationName : (operation?.name ?? ''),
      variables: typeof variables === 'object' && variables !== null ? { ...variables } : {},
      app: { name, version: this.#options.version },
      document: text === null ? null : documentOf(text),
    }
  }
}

function send(response: ServerResponse, answer: OperationAnswer, live: WholeAnswer | null): void {
  const isLive = live !== null && answer.extensions?.mock === undefined
  const text = isLive ? live.text : JSON.stringify(answer)
  const headers = live?.headers ?? {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  }
  response.writeHead(live?.status ?? 200, { ...headers, 'content-length': Buffer.byteLength(text) })
  response.end(text)
}

/** What is no answer of a graph, such as a proxy's page, passes unread. */
function readAnswer({ text }: WholeAnswer): OperationAnswer {
  try {
    const answer: unknown = JSON.parse(text)
    return typeof answer === 'object' && answer !== null ? answer : {}
  } catch {
    return {}
  }
}

function readJson(body: Buffer): SentOperation {
  try {
    const value: unknown = JSON.parse(body.toString())
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}

/** Null: the baseline shall say what is wrong with it. */
function documentOf(text: string): DocumentNode | null {
  try {
    return parse(text)
  } catch {
    return null
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > MAX_BODY_BYTES)
      throw new DevError('BODY_TOO_LARGE', {
        message: `A call of the graph has more than ${MAX_BODY_BYTES / 1024} KB.`,
        advice: 'Send less at once: a gateway takes no more either.',
      })
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}
