import { APP_HEADER, type CallingApp, readCallingApp } from '@portico/micro-app/page-state'
import { keptTraceparent, noteAttributes } from '@portico/telemetry'
import { AppError, asAppError } from '../errors/app-error.ts'
import { CATALOGUE } from '../errors/catalogue.ts'
import { assertJson } from '../exchange/body.ts'
import { discardBody } from '../exchange/discard-body.ts'
import type { HttpExchange } from '../exchange/http-exchange.ts'
import type { GraphAnswer, GraphRequest } from '../graphql/executor.ts'
import { asksForPlainJson, contentTypeFor, isAboutOperation, refusalsOf } from '../graphql/graph-answer.ts'
import type { GraphRunner } from '../graphql/graph-runner.ts'
import { findOperation, type OperationReference, type PersistedMode } from '../graphql/operations.ts'
import type { AppOperations, Operations } from '../graphql/published-operations.ts'
import type { RequestContext } from '../graphql/request-context.ts'
import { type Who, whoOf } from '../load/who.ts'
import { DEVELOPER_HEADER, type DeveloperGrants } from '../release/developer-grants.ts'
import type { Revocation, TabRouting } from '../release/tab-routing.ts'
import type { Log } from '../telemetry/log.ts'
import type { OperationOutcome } from '../telemetry/metrics.ts'
import type { TraceTickets } from '../telemetry/trace-tickets.ts'
import { ROUTE_HEADER } from '../upstream/route-header.ts'
import type { Admitted } from './admission.ts'
import { fromSearch, pickSearch, withRecord } from './graph-parameters.ts'
import { type Reply, sendReply } from './graph-reply.ts'
import type { OperationCounts } from './operation-counts.ts'

const MAX_BODY_BYTES = 256 * 1024

export interface GraphFrontParts {
  runner: GraphRunner
  operations: Operations
  mode: PersistedMode
  grants: Pick<DeveloperGrants, 'require'>
  counts: OperationCounts
  tickets: TraceTickets
  log: Log
  /** Checks CSRF and session. Faults: CSRF_REQUIRED, CROSS_SITE, UNAUTHENTICATED, SESSION_UNAVAILABLE. */
  admit(http: HttpExchange): Promise<Admitted>
  /** The body of a call that was admitted. Faults: those of `Admission.readJson`. */
  readJson(http: HttpExchange, who: Who, maxBytes: number): Promise<unknown>
  /** Where the call went, for an operator who asks later. */
  note(http: HttpExchange, tenantId: string, tab: TabRouting, route: string): void
}

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
      const { fault, isExpected } = asAppError(error)
      if (!isExpected) this.#parts.log.error('graphql.failed', error)
      await discardBody(http.request)
      await sendRefusal(http, fault)
    }
  }

  async #serve(http: HttpExchange): Promise<void> {
    assertMethod(http)
    const { context, tab, sessionId } = await this.#parts.admit(http)
    const read = await this.#read(http, whoOf(context.caller))
    const app = readCallingApp(read.request.headers[APP_HEADER])
    const known = this.#parts.operations.ofNow(app) ?? (await this.#parts.operations.of(app, tab))
    const resolved = this.#resolve(read, { context, app, known })
    const request = resolved instanceof Promise ? await resolved : resolved
    const found = await this.#runCounted(http, request, { context, tab })
    const route = context.formatRoute()
    if (tab) this.#parts.note(http, context.tenantId, tab, route)
    const answer = tab?.revoked ? withRevocation(found, tab.revoked) : replyOf(request, found)
    const more = this.#traceHeader(http, sessionId)
    if (route !== '') more.push(ROUTE_HEADER, route)
    const sent = sendReply(http, answer, more)
    if (sent) await sent
  }

  async #runCounted(
    http: HttpExchange,
    request: GraphRequest,
    { context, tab }: Pick<Admitted, 'context' | 'tab'>,
  ): Promise<GraphAnswer> {
    const { counts } = this.#parts
    const startedAt = performance.now()
    try {
      const found = await this.#run(http, request, context)
      counts.note(context, tab, performance.now() - startedAt, outcomeOf(found.body))
      return found
    } catch (error) {
      const { fault } = asAppError(error)
      counts.note(context, tab, performance.now() - startedAt, fault.status >= 500 ? 'failed' : 'refused')
      throw error
    }
  }

  /** Whose trace is kept gets its id, and may say what its browser recorded of it. */
  #traceHeader({ trace }: HttpExchange, sessionId: string): string[] {
    const traceparent = keptTraceparent(trace)
    if (traceparent === null) return []
    const ticket = this.#parts.tickets.write(trace.id, sessionId)
    return ['server-timing', `traceparent;desc="${traceparent}", ticket;desc="${ticket}"`]
  }

  async #run(http: HttpExchange, request: GraphRequest, context: RequestContext): Promise<GraphAnswer> {
    const isLegacy = asksForPlainJson(http.request)
    try {
      const answer = await this.#parts.runner.run(request, context)
      return isLegacy && isAboutOperation(answer) ? { ...answer, status: 200 } : answer
    } catch (error) {
      const errors = refusalsOf(error)
      if (!errors) throw error
      const headers = { 'content-type': contentTypeFor(http.request) }
      return { status: isLegacy ? 200 : 400, headers, body: JSON.stringify({ errors }) }
    }
  }

  async #read(http: HttpExchange, who: Who): Promise<ReadRequest> {
    const { request } = http
    const { method = '', headers } = request
    if (method === 'GET') {
      const { url } = http
      if (headers['content-type'] !== undefined) assertJson(request)
      const picked = { method, headers, search: url.search, ...pickSearch(url) }
      return { request: picked, reference: withRecord(fromSearch(url)), grant: null }
    }
    const body = await this.#parts.readJson(http, who, MAX_BODY_BYTES)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) {
      const { operationName, variables }: { operationName?: unknown; variables?: unknown } = body
      const grant = request.headers[DEVELOPER_HEADER]?.toString() ?? null
      const read = { method, headers, search: '', body, operationName, variables }
      return { request: read, reference: withRecord(body), grant }
    }
    throw new AppError('INVALID_REQUEST', 'The body must be one JSON object.')
  }

  /** A promise where a grant must be looked at. */
  #resolve(
    { request, reference, grant }: ReadRequest,
    { context, app, known: { known, name } }: Calling,
  ): GraphRequest | Promise<GraphRequest> {
    const { mode, log } = this.#parts
    if (app) noteAttributes(() => ({ 'portico.app': `${app.name}@${app.version}` }))
    context.notes.app = name
    const isGrantAsked = mode === 'require' && grant !== null
    const { query, isRegistered } = findOperation(reference, known, isGrantAsked ? 'prefer' : mode)
    if (mode === 'report' && !isRegistered) log.info('operation.unregistered', { query: query.slice(0, 500) })
    const resolved = { ...request, query, isRegistered }
    return isGrantAsked && !isRegistered
      ? this.#requireGrant(grant, app, context).then(() => resolved)
      : resolved
  }

  #requireGrant(secret: string, app: CallingApp | null, { tenantId, caller }: RequestContext): Promise<void> {
    const { user } = caller
    return this.#parts.grants.require({ secret, app: app?.name ?? null, tenant: tenantId, user: user.id })
  }
}

/** Which app calls, and what it may name by id. */
interface Calling {
  context: RequestContext
  app: CallingApp | null
  known: AppOperations
}

interface ReadRequest {
  request: Omit<GraphRequest, 'query' | 'isRegistered'>
  reference: OperationReference
  /** What a POST has as a developer's token. */
  grant: string | null
}

/** Errors stand first in an answer; most have none. */
const MAX_LOOKED_AT = 16_384
const FAULTS = faultPattern()

/** Of ours is an error whose code has a status of 500 or more. */
function outcomeOf(body: string): OperationOutcome {
  if (!body.startsWith('{"errors"')) return 'ok'
  return FAULTS.test(body.slice(0, MAX_LOOKED_AT)) ? 'failed' : 'refused'
}

function faultPattern(): RegExp {
  const codes = Object.entries(CATALOGUE).filter(([, { status }]) => status >= 500)
  return new RegExp(`"code":"(?:${codes.map(([code]) => code).join('|')})"`)
}

function assertMethod({ request }: HttpExchange): void {
  if (request.method === 'GET' || request.method === 'POST') return
  throw new AppError('METHOD_NOT_ALLOWED', 'Operations are sent by POST, queries by GET as well.')
}

async function sendRefusal(http: HttpExchange, fault: AppError): Promise<void> {
  const { request, response } = http
  if (response.headersSent) return void response.destroy()
  const { code, status, message, details, retryAfterSeconds } = fault
  const headers = {
    'content-type': contentTypeFor(request),
    ...(retryAfterSeconds !== null && { 'retry-after': String(retryAfterSeconds) }),
    ...(code === 'METHOD_NOT_ALLOWED' && { allow: 'GET, POST' }),
    ...(!request.complete && { connection: 'close' }),
  }
  const body = { errors: [{ message, extensions: { code, ...(details && { details }) } }] }
  await sendReply(http, { status, headers, body: JSON.stringify(body) })
}

function replyOf({ method, isRegistered }: GraphRequest, answer: GraphAnswer): Reply {
  const isWhole = answer.isWhole || answer.kept !== undefined
  return method === 'GET' && isRegistered && isWhole ? { ...answer, isRevalidated: true } : answer
}

/** The answer holds: stable gave it. The tab is sent that what it lives on was revoked. */
function withRevocation({ status, headers, body }: GraphAnswer, { to, isForced }: Revocation): Reply {
  const answer = JSON.parse(body) as { extensions?: object }
  const snapshot = { code: 'SNAPSHOT_REVOKED', to, force: isForced }
  const extensions = { ...answer.extensions, snapshot }
  return { status, headers, body: JSON.stringify({ ...answer, extensions }) }
}
