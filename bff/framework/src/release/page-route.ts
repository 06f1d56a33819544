import { randomBytes } from 'node:crypto'
import type { PageState, SessionInfo } from '@portico/micro-app/page-state'
import { AppError, hasCode } from '../errors/app-error.ts'
import type { Gateway } from '../gateway.ts'
import type { HttpExchange } from '../http/http-exchange.ts'
import { sendText } from '../http/respond.ts'
import { whoOf } from '../load/who.ts'
import type { SessionRecord } from '../session/session-store.ts'
import { busyPage } from './busy-page.ts'
import { emptyPage } from './empty-page.ts'
import { leftOutFor } from './explain.ts'
import { renderPage } from './page.ts'
import { noUser, settle } from './settle.ts'
import { snapshotFor } from './snapshot.ts'
import type { SnapshotResolution, TenantResolution } from './snapshot-resolution.ts'
import { subjectOf } from './tab-routing.ts'

const html = 'text/html; charset=utf-8'

/** Every address that no other route has is a page of the shell, so deep links and reloads work. Faults: NOT_FOUND. */
export async function servePage(gateway: Gateway, http: HttpExchange): Promise<void> {
  if (isFile(http)) throw new AppError('NOT_FOUND', 'There is no such file.')
  if (!(await gateway.rules.current())) return sendEmpty(http)
  const { record, sessionEnded } = await findVisitor(gateway, http)
  const session = record?.info ?? null
  if (session && !isWithinBudget(gateway, http, session)) return
  const shown = await settle(gateway, session ? subjectOf(session) : noUser)
  if (!shown) return sendEmpty(http)
  const { rules, resolution } = shown
  note(gateway, http, session, resolution, shown.resolved)
  if (session)
    gateway.appReports.countLeftOut(leftOutFor(rules, resolution.decisions), session.tenant.id, rules)
  const snapshot = snapshotFor(
    session,
    shown.set,
    shown.resolved,
    writeSnapshotToken(gateway, record, shown.resolved),
  )
  const isOperator = session?.permissions.includes('platform.release.read')
  const rulesState = isOperator ? gateway.rules.state : null
  const state = { snapshot, session, rulesState, ...(sessionEnded && { sessionEnded }) }
  const page = renderPage(shown.set, state, http.url.pathname)
  sendText(http.response, 200, html, page.html, page.headers)
}

/** One whose session was ended sees the login page, and why. */
async function findVisitor(
  { admission }: Gateway,
  http: HttpExchange,
): Promise<Pick<PageState, 'sessionEnded'> & { record: SessionRecord | null }> {
  try {
    return { record: await admission.findRecord(http) }
  } catch (error) {
    if (!hasCode(error, 'SESSION_ENDED')) throw error
    const reason = error.details?.reason
    return { record: null, sessionEnded: { reason: typeof reason === 'string' ? reason : null } }
  }
}

/** False: it was answered with what to do. */
function isWithinBudget({ admission }: Gateway, http: HttpExchange, session: SessionInfo): boolean {
  try {
    admission.count(http, whoOf(session))
    return true
  } catch (error) {
    const retryAfter = error instanceof AppError ? error.retryAfterSeconds : null
    if (retryAfter === null) throw error
    const headers = { 'cache-control': 'no-store', 'retry-after': String(retryAfter) }
    sendText(http.response, 429, html, busyPage(retryAfter), headers)
    return false
  }
}

function sendEmpty({ response }: HttpExchange): void {
  sendText(response, 503, html, emptyPage, { 'cache-control': 'no-store', 'retry-after': '5' })
}

function writeSnapshotToken(
  { snapshotTokens, pages }: Gateway,
  record: SessionRecord | null,
  resolved: SnapshotResolution,
): string {
  if (!record) return ''
  const { sessionId, info } = record
  const { services, releases } = resolved.content
  const pageId = randomBytes(9).toString('base64url')
  pages.note(pageId, resolved.wanted)
  return snapshotTokens.write({
    snapshotId: resolved.id,
    tenantId: info.tenant.id,
    userId: info.user.id,
    sessionId,
    pageId,
    issuedAt: Date.now(),
    services,
    releases,
    breaking: [...resolved.routing.breaking],
  })
}

function note(
  { reporter, rules }: Gateway,
  { trace }: HttpExchange,
  session: SessionInfo | null,
  resolution: TenantResolution,
  shown: SnapshotResolution,
): void {
  if (!session) return
  reporter.notePage(shown.id, shown.content)
  reporter.noteDecision({
    requestId: trace.id,
    at: new Date().toISOString(),
    tenantId: session.tenant.id,
    kind: 'page',
    snapshotId: shown.id,
    rulesRevision: resolution.rulesRevision,
    isStale: rules.state === 'STALE',
    decisions: [...resolution.decisions],
    route: null,
  })
}

/** Such as /favicon.ico: a page in its place would be taken for the file. */
function isFile({ request, url }: HttpExchange): boolean {
  return /\.[a-z0-9]{2,5}$/i.test(url.pathname) && !request.headers.accept?.includes('text/html')
}
