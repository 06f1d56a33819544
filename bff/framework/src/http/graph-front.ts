import { APP_HEADER, readCallingApp } from '@portico/micro-app/page-state'
import { keptTraceparent } from '@portico/telemetry'
import { AppError, asAppError } from '../errors/app-error.ts'
import { isJsonType } from '../exchange/body.ts'
import { discardBody } from '../exchange/discard-body.ts'
import type { HttpExchange } from '../exchange/http-exchange.ts'
import { type ApolloOptions, membersFor, refusalFormatter } from '../graphql/apollo-options.ts'
import type { GraphAnswer, HttpRequest } from '../graphql/executor.ts'
import { asksForPlainJson, contentTypeFor, isAboutOperation, refusalsOf } from '../graphql/graph-answer.ts'
import type { GraphRunner } from '../graphql/graph-runner.ts'
import { IllFormed } from '../graphql/ill-formed.ts'
import type { RequestContext } from '../graphql/request-context.ts'
import { type Who, whoOf } from '../load/who.ts'
import type { TabRouting } from '../release/tab-routing.ts'
import type { Log } from '../telemetry/log.ts'
import type { TraceTickets } from '../telemetry/trace-tickets.ts'
import { ROUTE_HEADER } from '../upstream/route-header.ts'
import type { Admitted } from './admission.ts'
import { joinReplies } from './batch-reply.ts'
import { readOperation } from './graph-parameters.ts'
import { type Reply, refusalReply, replyOf, sendReply, withRevocation } from './graph-reply.ts'
import { type OperationCounts, outcomeOf } from './operation-counts.ts'
import type { OperationResolver, ResolvedOperation } from './operation-resolver.ts'

const MAX_BODY_BYTES = 256 * 1024

export interface GraphFrontParts {
  runner: GraphRunner
  resolver: OperationResolver
  counts: OperationCounts
  tickets: TraceTickets
  log: Log
  /** Operations that one request may have; 0: they come one by one. */
  maxBatch?: number
  apollo?: ApolloOptions
  /** Checks CSRF and session. Faults: CSRF_REQUIRED, CROSS_SITE, UNAUTHENTICATED, SESSION_UNAVAILABLE. */
  admit(http: HttpExchange): Promise<Admitted>
  /** One more call of a caller that was admitted. Faults: those of `Admission.count`. */
  count(http: HttpExchange, who: Who): void
  /** The body of a call that was admitted. Faults: those of `Admission.readJson`. */
  readJson(http: HttpExchange, who: Who, maxBytes: number): Promise<unknown>
  /** Where the call went, for an operator who asks later. */
  note(http: HttpExchange, tenantId: string, tab: TabRouting, route: string): void
}

/** Of an operation: who asks, and which way its calls go. */
type Caller = Pick<Admitted, 'context' | 'tab'>

/** `/graphql`, ahead of Egg: what is refused before execution is answered in GraphQL's own form. */
export class GraphFront {
  readonly #parts: GraphFrontParts

  constructor(parts: GraphFrontParts) {
    this.#parts = parts
  }

  async serve(http: HttpExchange): Promise<void> {
    try {
      await this.#serve(http)
    } catch (error) {
      const fault = this.#faultOf(error)
      await discardBody(http.request)
      if (http.response.headersSent) return void http.response.destroy()
      const reply = refusalReply(http.request, fault)
      await sendReply(http, reply, http.request.complete ? [] : ['connection', 'close'])
    }
  }

  async #serve(http: HttpExchange): Promise<void> {
    assertMethod(http)
    const { apollo } = this.#parts
    const { context, tab, sessionId } = await this.#parts.admit(http)
    const members = apollo?.context ? await membersFor(apollo, context, http.request) : null
    if (members) Object.assign(context, members)
    const asked = await this.#receive(http, whoOf(context.caller))
    const batch = this.#batchOf(asked)
    const callers = batch && this.#callersOf(http, batch, { context, tab }, members)
    const reply = callers
      ? await this.#answerAll(http, batch, callers)
      : await this.#answer(http, asked, { context, tab })
    const route = callers ? routeOf(callers) : context.formatRoute()
    if (tab) this.#parts.note(http, context.tenantId, tab, route)
    const more = this.#traceHeader(http, sessionId)
    if (route !== '') more.push(ROUTE_HEADER, route)
    // Operations of a batch share it.
    const written = context.callContext.positions.cookie()
    if (written !== null) more.push('set-cookie', written)
    if (!http.request.complete) more.push('connection', 'close')
    const sent = sendReply(http, reply, more)
    if (sent) await sent
  }

  /** The body is there, but of another type than JSON: Apollo says what is wrong then. */
  async #receive(http: HttpExchange, who: Who): Promise<HttpRequest> {
    const { request } = http
    const { method = '', headers } = request
    if (method === 'GET') return { method, headers, search: http.url.search, body: null }
    if (isJsonType(headers['content-type']))
      return { method, headers, search: '', body: await this.#parts.readJson(http, who, MAX_BODY_BYTES) }
    await discardBody(request)
    return { method, headers, search: '', body: undefined }
  }

  /** Null: it is one operation, or is refused as one. Faults: INVALID_REQUEST. */
  #batchOf({ method, headers, search, body }: HttpRequest): HttpRequest[] | null {
    const { maxBatch = 0 } = this.#parts
    if (maxBatch === 0 || !Array.isArray(body) || body.length === 0) return null
    if (body.length > maxBatch)
      throw new AppError('INVALID_REQUEST', `A request has at most ${maxBatch} operations.`)
    return body.map(one => ({ method, headers, search, body: one as unknown, isBatched: true }))
  }

  /** Each operation counts as a call, and has a context of its own. Faults: those of `count`, before any has begun. */
  #callersOf(
    http: HttpExchange,
    batch: readonly HttpRequest[],
    { context, tab }: Caller,
    members: object | null,
  ): Caller[] {
    const who = whoOf(context.caller)
    return batch.map((_, at) => {
      if (at === 0) return { context, tab }
      this.#parts.count(http, who)
      return { context: Object.assign(context.again(), members), tab }
    })
  }

  async #answerAll(
    http: HttpExchange,
    batch: readonly HttpRequest[],
    callers: readonly Caller[],
  ): Promise<Reply> {
    const answered = batch.map(async (asked, at) => {
      try {
        return await this.#answer(http, asked, callers[at] as Caller)
      } catch (error) {
        return refusalReply(http.request, this.#faultOf(error))
      }
    })
    return joinReplies(await Promise.all(answered))
  }

  async #answer(http: HttpExchange, asked: HttpRequest, caller: Caller): Promise<Reply> {
    const { context, tab } = caller
    try {
      const { resolver } = this.#parts
      const operation = readOperation(asked)
      const app = readCallingApp(asked.headers[APP_HEADER])
      const found = resolver.knownOf(app, tab)
      const known = found instanceof Promise ? await found : found
      const resolved = resolver.resolve(asked, operation, { context, app, known })
      const ready = resolved instanceof Promise ? await resolved : resolved
      const answer = await this.#runCounted(http, ready, caller)
      return tab?.revoked ? withRevocation(answer, tab.revoked) : replyOf(ready.request, answer)
    } catch (error) {
      if (!(error instanceof IllFormed)) throw error
      return this.#parts.runner.refuse(asked, context)
    }
  }

  async #runCounted(
    http: HttpExchange,
    resolved: ResolvedOperation,
    { context, tab }: Caller,
  ): Promise<GraphAnswer> {
    const { counts } = this.#parts
    const startedAt = performance.now()
    try {
      const found = await this.#run(http, resolved, context)
      counts.note(context, tab, performance.now() - startedAt, outcomeOf(found.body))
      return found
    } catch (error) {
      const { fault } = asAppError(error)
      counts.note(context, tab, performance.now() - startedAt, fault.status >= 500 ? 'failed' : 'refused')
      throw error
    }
  }

  async #run(http: HttpExchange, resolved: ResolvedOperation, context: RequestContext): Promise<GraphAnswer> {
    const isLegacy = asksForPlainJson(http.request)
    const { runner, resolver, apollo = {} } = this.#parts
    try {
      const answer = await runner.run(resolved.request, context)
      resolver.keep(context, resolved)
      return isLegacy && isAboutOperation(answer) ? { ...answer, status: 200 } : answer
    } catch (error) {
      const errors = refusalsOf(error, refusalFormatter(apollo))
      if (!errors) throw error
      const headers = { 'content-type': contentTypeFor(http.request) }
      return { status: isLegacy ? 200 : 400, headers, body: JSON.stringify({ errors }) }
    }
  }

  #faultOf(error: unknown): AppError {
    const { fault, isExpected } = asAppError(error)
    if (!isExpected) this.#parts.log.error('graphql.failed', error)
    return fault
  }

  /** Whose trace is kept gets its id, and may say what its browser recorded of it. */
  #traceHeader({ trace }: HttpExchange, sessionId: string): string[] {
    const traceparent = keptTraceparent(trace)
    if (traceparent === null) return []
    const ticket = this.#parts.tickets.write(trace.id, sessionId)
    return ['server-timing', `traceparent;desc="${traceparent}", ticket;desc="${ticket}"`]
  }
}

function assertMethod({ request }: HttpExchange): void {
  if (request.method === 'GET' || request.method === 'POST') return
  throw new AppError('METHOD_NOT_ALLOWED', 'Operations are sent by POST, queries by GET as well.')
}

/** Where the operations of a batch went, each place once. */
function routeOf(callers: readonly Caller[]): string {
  const places = callers.flatMap(({ context }) => context.formatRoute().split(';'))
  return [...new Set(places)].filter(Boolean).join(';')
}
