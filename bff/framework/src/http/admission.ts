import type { SessionInfo } from '@portico/micro-app/page-state'
import { keepTrace, noteAttributes, noteFacts } from '@portico/telemetry'
import type { SessionRecord } from '../access/session-record.ts'
import { AppError } from '../errors/app-error.ts'
import { parseJson, readJsonBody } from '../exchange/body.ts'
import { addressOf, isSecure } from '../exchange/client.ts'
import { assertSameSite } from '../exchange/csrf.ts'
import type { HttpExchange } from '../exchange/http-exchange.ts'
import { type ContextSources, localeOf, RequestContext } from '../graphql/request-context.ts'
import type { Interventions } from '../load/interventions.ts'
import { bodyPoints, CALL_POINTS, type Load } from '../load/load.ts'
import { type Who, whoOf } from '../load/who.ts'
import { type JobGrants, sessionOfJob } from '../release/job-grants.ts'
import type { TabRouter } from '../release/tab-router.ts'
import type { TabRouting } from '../release/tab-routing.ts'
import { readSessionCookie } from '../session/session-cookie.ts'
import { readSessionKey } from '../session/session-key.ts'
import { type SessionWatch, watchSession } from '../session/session-watch.ts'
import type { Sessions } from '../session/sessions.ts'
import { Positions } from '../upstream/positions.ts'
import { stableRouting } from '../upstream/routing.ts'

export interface Admitted {
  context: RequestContext
  /** As `SessionRecord.sessionId`. */
  sessionId: string
  /** Null while no rules are known. */
  tab: TabRouting | null
}

export interface AdmissionParts {
  isBehindProxy: boolean
  sessions: Sessions
  routings: TabRouter
  load: Load
  sources: ContextSources
  interventions: Interventions
  jobGrants: JobGrants
}

/** Who may come in: same site, with a session that lives, and within what its user and tenant may have open at once. */
export class Admission {
  readonly isBehindProxy: boolean
  readonly #sessions: Sessions
  readonly #routings: TabRouter
  readonly #load: Load
  readonly #sources: ContextSources
  readonly #interventions: Interventions
  readonly #jobGrants: JobGrants

  constructor({
    isBehindProxy,
    sessions,
    routings,
    load,
    sources,
    interventions,
    jobGrants,
  }: AdmissionParts) {
    this.isBehindProxy = isBehindProxy
    this.#sessions = sessions
    this.#routings = routings
    this.#load = load
    this.#sources = sources
    this.#interventions = interventions
    this.#jobGrants = jobGrants
  }

  /**
   * Faults: CSRF_REQUIRED, CROSS_SITE, UNAUTHENTICATED, SESSION_ENDED, SESSION_UNAVAILABLE, TOO_MANY_CALLS,
   * USER_BUDGET_SPENT, TENANT_BUDGET_SPENT, RATE_LIMITED.
   */
  async admit(http: HttpExchange): Promise<Admitted> {
    assertSameSite(http.request, this.isBehindProxy)
    // What is in the process already is no reason to wait.
    const { info: session, sessionId } = this.#findNow(http) ?? (await this.#get(http))
    this.count(http, whoOf(session))
    const tab = this.#routings.openNow(http, session) ?? (await this.#routings.open(http, session))
    const routing = tab?.routing ?? stableRouting
    traceTab(http, session, tab)
    const device = { sessionId, address: addressOf(http.request, this.isBehindProxy) }
    const positions = Positions.of(http.request, isSecure(http.request, this.isBehindProxy))
    const about = { session, device, locale: localeOf(http.request), trace: http.trace, routing, positions }
    const context = new RequestContext(about, this.#sources)
    return { context, sessionId, tab }
  }

  /**
   * A call of a batch job, for the tenant of its grant: it has no session, and shares the tenant's budget and turns. Faults: JOB_GRANT_INVALID,
   * JOB_GRANT_EXPIRED, and those of `admit` but for sessions.
   */
  async admitJob(http: HttpExchange): Promise<Admitted> {
    assertSameSite(http.request, this.isBehindProxy)
    const job = this.#jobGrants.require(http.request)
    const session = sessionOfJob(job)
    noteFacts({ tenant: session.tenant.id, user: session.user.id })
    this.count(http, whoOf(session))
    const tab = await this.#routings.open(http, session)
    traceTab(http, session, tab)
    const routing = tab?.routing ?? stableRouting
    const about = { session, device: null, locale: localeOf(http.request), trace: http.trace, routing, job }
    return { context: new RequestContext(about, this.#sources), sessionId: session.user.id, tab }
  }

  /**
   * Counts a call until its answer is closed, and charges it. For what a session or a token makes work of without `admit`; not for
   * an answer that stays open and idle. Faults: TOO_MANY_CALLS, USER_BUDGET_SPENT, TENANT_BUDGET_SPENT, RATE_LIMITED.
   */
  count({ response }: HttpExchange, who: Who): void {
    if (!this.#interventions.isOpen) this.#interventions.admitCall(who.tenantId)
    this.#load.calls.enter(who, response)
    this.#load.budgets.charge(who, CALL_POINTS)
  }

  /**
   * A download that reads a whole list, beside its count as a call. It costs as much as the dearest operation: one that is
   * broken off is not open any more, and the service may be at it still. Faults: TOO_MANY_CALLS, USER_BUDGET_SPENT,
   * TENANT_BUDGET_SPENT.
   */
  countWholeList({ response }: HttpExchange, who: Who): void {
    const { wholeLists, budgets, maxQueryPoints } = this.#load
    wholeLists.enter(who, response)
    budgets.charge(who, maxQueryPoints)
  }

  /**
   * JSON of a caller that was admitted. A large one is paid for by its size and parsed when it is its tenant's turn. Faults:
   * those of `readJson`, USER_BUDGET_SPENT, TENANT_BUDGET_SPENT, TENANT_BUSY, GATEWAY_BUSY.
   */
  async readJson({ request }: HttpExchange, who: Who, maxBytes: number): Promise<unknown> {
    const body = await readJsonBody(request, maxBytes)
    const points = bodyPoints(body.length)
    if (points === 0) return parseJson(body)
    const { budgets, turns } = this.#load
    budgets.charge(who, points)
    const turn = await turns.take(who.tenantId, points)
    try {
      return parseJson(body)
    } finally {
      turn.leave()
    }
  }

  /**
   * As `count`, for a call by token, which is of no tenant: by the address it comes from, for until the service has looked at it a
   * token is any text.
   */
  countToken(http: HttpExchange): void {
    const address = addressOf(http.request, this.isBehindProxy)
    this.count(http, { tenantId: `address ${address}`, userId: 'token' })
  }

  /**
   * For a call that streams and has been admitted: says when it would be refused by now, for its session or by `assert` for
   * what the session may do. To be stopped at the call's end.
   */
  watch(http: HttpExchange, assert: (permissions: ReadonlySet<string>) => void): SessionWatch {
    return watchSession(async () => assert(new Set((await this.#get(http)).info.permissions)))
  }

  /** Null for a visitor without a session. Faults: SESSION_ENDED, SESSION_UNAVAILABLE. */
  async findSession(http: HttpExchange): Promise<SessionInfo | null> {
    return (await this.findRecord(http))?.info ?? null
  }

  /** Faults: UNAUTHENTICATED, SESSION_ENDED, SESSION_UNAVAILABLE. */
  async #get(http: HttpExchange): Promise<SessionRecord> {
    const record = await this.findRecord(http)
    if (!record) throw new AppError('UNAUTHENTICATED')
    return record
  }

  /** As `findSession`, without keeping the session alive. */
  async lookUp({ request }: HttpExchange): Promise<{ cookieId: string; record: SessionRecord } | null> {
    const cookieId = readSessionCookie(request, isSecure(request, this.isBehindProxy))
    const record = cookieId === null ? null : await this.#sessions.look(cookieId)
    return cookieId !== null && record ? { cookieId, record } : null
  }

  /** As `findSession`, with what else is known of the session. */
  async findRecord({ request }: HttpExchange): Promise<SessionRecord | null> {
    const id = readSessionCookie(request, isSecure(request, this.isBehindProxy))
    const record = id === null ? null : await this.#sessions.find(id)
    return record && noted(record)
  }

  /** Null: `findRecord` says. */
  #findNow({ request }: HttpExchange): SessionRecord | null {
    const key = readSessionKey(request, isSecure(request, this.isBehindProxy))
    const record = key === null ? null : this.#sessions.findNow(key)
    return record && noted(record)
  }
}

/** The request's log lines say whose it is. */
function noted(record: SessionRecord): SessionRecord {
  noteFacts({ tenant: record.info.tenant.id, user: record.info.user.id })
  return record
}

/** An operator's wish that the trace of this request is kept. */
const MARK_HEADER = 'x-portico-trace'
const MAY_MARK = 'platform.release.read'

/** Gray and marked requests are kept whatever their share; before a call goes out, so that services keep them too. */
function traceTab({ request, trace }: HttpExchange, session: SessionInfo, tab: TabRouting | null): void {
  if (!trace.recording) return
  const { releases = [], routing = stableRouting } = tab ?? {}
  noteAttributes(() => ({
    'portico.tenant': session.tenant.id,
    'portico.snapshot': routing.snapshotId,
    ...(releases.length > 0 && { 'portico.releases': [...releases] }),
  }))
  if (releases.length > 0) keepTrace('gray')
  if (request.headers[MARK_HEADER] === 'keep' && session.permissions.includes(MAY_MARK)) keepTrace('marked')
}
