import { GraphError, type GraphService } from '@portico/micro-app'
import { releaseErrorOf } from './release-error.ts'

const ROOT = '/api/release'
const TIMEOUT_MS = 15_000
/** A list of more than a million tenants on its way. */
const UPLOAD_TIMEOUT_MS = 5 * 60_000

/** What is undefined, null or empty is left out. */
export type Query = Record<string, string | number | null | undefined>

export interface ApiWrite {
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  path: string
  /** Sent as JSON. */
  body?: unknown
  /** Sent as text/plain instead: one tenant a line. */
  lines?: Blob
  /** Left out: 15 s, 5 minutes for lines. */
  timeoutMs?: number
  /** Of what was seen when the change was decided; answered VERSION_CONFLICT when it is no longer that. */
  revision?: number
}

/** The release API behind the gateway. Every failure is a GraphError with the code of the service or the gateway. */
export class ReleaseClient {
  readonly #graph: GraphService

  constructor(graph: GraphService) {
    this.#graph = graph
  }

  /** `Answer` is what the contract says the path answers with; it is not checked again. */
  async get<Answer>(
    path: string,
    query: Query = {},
    signal?: AbortSignal,
    timeoutMs = TIMEOUT_MS,
  ): Promise<Answer> {
    const text = await this.#call(path + searchOf(query), { method: 'GET' }, timeoutMs, signal)
    return JSON.parse(text) as Answer
  }

  async send<Answer = void>(change: ApiWrite): Promise<Answer> {
    const { method, path, body, lines, revision } = change
    const headers: Record<string, string> = {}
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (lines !== undefined) headers['content-type'] = 'text/plain'
    if (revision !== undefined) headers['if-match'] = `"${revision}"`
    const content = lines ?? (body === undefined ? null : JSON.stringify(body))
    const timeoutMs = change.timeoutMs ?? (lines === undefined ? TIMEOUT_MS : UPLOAD_TIMEOUT_MS)
    const text = await this.#call(path, { method, headers, body: content }, timeoutMs)
    return (text === '' ? undefined : JSON.parse(text)) as Answer
  }

  /** The text of the answer: the time ends with its last byte, not with its head. */
  async #call(path: string, init: RequestInit, timeoutMs: number, signal?: AbortSignal): Promise<string> {
    const timeout = AbortSignal.timeout(timeoutMs)
    try {
      const either = signal ? AbortSignal.any([signal, timeout]) : timeout
      const answer = await this.#graph.fetch(ROOT + path, { ...init, signal: either })
      if (!answer.ok) throw await releaseErrorOf(answer)
      return await answer.text()
    } catch (error) {
      if (error instanceof GraphError || signal?.aborted) throw error
      const [code, message] = timeout.aborted
        ? ['TIMEOUT', 'The release service did not answer in time']
        : ['NETWORK', 'The answer of the release service broke off']
      throw new GraphError(code, message, [], { cause: error })
    }
  }
}

function searchOf(query: Query): string {
  const entries = Object.entries(query).filter(([, value]) => value != null && value !== '')
  const search = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString()
  return search === '' ? '' : `?${search}`
}
