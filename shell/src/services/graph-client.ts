import type {
  DegradedAnswer,
  GraphErrorDetail,
  GraphOperation,
  GraphService,
  Manifest,
  Undo,
} from '@portico/micro-app'
import { GraphError } from '@portico/micro-app'
import { APP_HEADER, writeCallingApp } from '@portico/micro-app/page-state'
import type { PageActivity } from '../state/page-activity.ts'
import { errorOf, type GatewayClient, toGraphError } from './gateway.ts'
import { endReasonOf } from './session.ts'

/** The session ran out, or was ended by a change of its user. */
const NEEDS_LOGIN = new Set(['UNAUTHENTICATED', 'SESSION_ENDED'])
const TIMEOUT_MS = 15_000
/** No gateway has answered: one that ends breaks its connections off, and a balancer answers in its place. */
const UNANSWERED = new Set(['NETWORK', 'UNAVAILABLE'])
/** Time for a balancer to notice; not the same for all pages, which lost their gateway at one moment. */
const ASK_AGAIN_MS = { least: 200, most: 600 }
/** Uploads and downloads may be long; their callers abort them. */
const TRANSFER_TIMEOUT_MS = 10 * 60_000

export interface GraphClientOptions {
  manifest: Pick<Manifest, 'name' | 'version'>
  gateway: GatewayClient
  activity: PageActivity
  /** Settles when the user has logged in again, rejects when they will not. */
  renewSession(reason: string | null | undefined): Promise<void>
  /** Ahead of a second attempt. Left out: by the clock. */
  pause?: () => Promise<void>
}

interface WireError {
  message: string
  path?: (string | number)[]
  extensions?: { code?: string; details?: unknown }
}

interface WireAnswer {
  data?: unknown
  errors?: WireError[]
  extensions?: { degraded?: { path?: unknown; service?: unknown }[] }
}

/** One app's calls to the gateway. A call that met an ended session waits for the user and is then sent once more. */
export class GraphClient implements GraphService {
  readonly #options: GraphClientOptions
  /** Ids the gateway did not know: a build that was not published (development) sends its texts. */
  readonly #unpublished = new Set<string>()
  /** Operations whose last answer was not whole. */
  readonly #degraded = new Set<string>()
  readonly #onDegraded = new Set<(answer: DegradedAnswer) => void>()

  constructor(options: GraphClientOptions) {
    this.#options = options
  }

  execute = async <TData, TVariables>(
    operation: GraphOperation<TData, TVariables>,
    variables: TVariables,
    { signal, timeoutMs = TIMEOUT_MS }: { signal?: AbortSignal; timeoutMs?: number } = {},
  ): Promise<TData> => {
    const { id, name, body } = operation
    const { activity } = this.#options
    const isWrite = /^[ \t]*mutation\b/m.test(body)
    const send = async (operationRef: { documentId: string } | { query: string }) => {
      const text = JSON.stringify({ ...operationRef, operationName: name, variables })
      const request = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: text,
        timeoutMs,
      }
      const post = () => this.#post(name, { ...request, signal: signal ?? null })
      return (await this.#renewing(isWrite ? post : () => this.#askingAgain(post, signal))) as TData
    }
    const execute = () =>
      this.#byId(
        id,
        () => send({ documentId: id }),
        () => send({ query: body }),
      )
    return isWrite ? activity.writing(execute) : execute()
  }

  fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(path, window.location.origin)
    if (url.origin !== window.location.origin) throw new TypeError(`${path} is not of this origin`)
    const { activity, gateway } = this.#options
    const send = async () => {
      const answer = await gateway.call(path, this.#withContext({ ...init, timeoutMs: TRANSFER_TIMEOUT_MS }))
      if (answer.status === 401) throw await errorOf(answer)
      return answer
    }
    const isRead = /^(get|head)$/i.test(init.method ?? 'GET')
    return isRead ? this.#renewing(send) : activity.writing(() => this.#renewing(send))
  }

  onDegraded = (listener: (answer: DegradedAnswer) => void): Undo => {
    this.#onDegraded.add(listener)
    return () => this.#onDegraded.delete(listener)
  }

  async #byId<T>(id: string, sendId: () => Promise<T>, sendText: () => Promise<T>): Promise<T> {
    if (this.#unpublished.has(id)) return sendText()
    try {
      return await sendId()
    } catch (error) {
      if (!(error instanceof GraphError) || error.code !== 'PERSISTED_QUERY_NOT_FOUND') throw error
      this.#unpublished.add(id)
      return sendText()
    }
  }

  async #post(operation: string, init: RequestInit & { timeoutMs: number }): Promise<unknown> {
    const answer = await this.#options.gateway.call('/graphql', this.#withContext(init))
    const { data, errors, extensions } = await readAnswer(answer, init.signal ?? null)
    if (errors !== undefined && errors.length > 0) throw graphErrorOf(errors)
    this.#noteDegraded(operation, extensions)
    return data
  }

  #noteDegraded(operation: string, extensions: WireAnswer['extensions']): void {
    const parts = (extensions?.degraded ?? []).map(({ path, service }) => String(path ?? service))
    if (parts.length === 0 && !this.#degraded.delete(operation)) return
    if (parts.length > 0) this.#degraded.add(operation)
    for (const listener of this.#onDegraded) listener({ operation, parts })
  }

  /** A gateway that ends, however it does, costs a read no more than a moment: another one answers. */
  async #askingAgain<T>(send: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    try {
      return await send()
    } catch (error) {
      const isUnanswered = error instanceof GraphError && UNANSWERED.has(error.code)
      if (!isUnanswered || signal?.aborted || navigator.onLine === false) throw error
      await (this.#options.pause ?? pauseAWhile)()
      return send()
    }
  }

  async #renewing<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof GraphError) || !NEEDS_LOGIN.has(error.code)) throw error
      // The gateway refused before doing anything, so sending again does nothing twice.
      await this.#options.renewSession(endReasonOf(error))
      return send()
    }
  }

  #withContext<T extends RequestInit>(init: T): T {
    const { manifest } = this.#options
    const headers = new Headers(init.headers)
    headers.set(APP_HEADER, writeCallingApp(manifest))
    return { ...init, headers }
  }
}

function pauseAWhile(): Promise<void> {
  const { least, most } = ASK_AGAIN_MS
  return new Promise(resolve => setTimeout(resolve, least + Math.random() * (most - least)))
}

async function readAnswer(answer: Response, signal: AbortSignal | null): Promise<WireAnswer> {
  const isGraph = /json/.test(answer.headers.get('content-type') ?? '')
  if (!isGraph) throw await errorOf(answer)
  try {
    const body = (await answer.clone().json()) as WireAnswer
    if (body.data === undefined && body.errors === undefined) throw await errorOf(answer)
    return body
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new GraphError('BAD_ANSWER', 'The gateway sent no JSON', [], { cause: error })
    throw toGraphError(error, signal)
  }
}

function graphErrorOf(errors: WireError[]): GraphError {
  const details = errors.map(toDetail)
  const first = details.find(detail => NEEDS_LOGIN.has(detail.code)) ?? details[0]
  return new GraphError(first?.code ?? 'INTERNAL', first?.message ?? '', details)
}

function toDetail({ message, path, extensions }: WireError): GraphErrorDetail {
  const detail: GraphErrorDetail = { code: extensions?.code ?? 'INTERNAL', message }
  if (path !== undefined) detail.path = path
  if (extensions?.details !== undefined) detail.details = extensions.details
  return detail
}
