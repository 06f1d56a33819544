import { randomBytes } from 'node:crypto'
import type { PageState, SessionInfo } from '@portico/micro-app/page-state'
import type { Tracing } from '@portico/telemetry'
import type { SessionRecord } from '../../access/session-record.ts'
import { AppError, hasCode } from '../../errors/app-error.ts'
import type { HttpExchange } from '../../exchange/http-exchange.ts'
import { sendText } from '../../exchange/respond.ts'
import { whoOf } from '../../load/who.ts'
import type { AppReports } from '../../release/app-reports.ts'
import { busyPage } from '../../release/busy-page.ts'
import { EMPTY_PAGE } from '../../release/empty-page.ts'
import { leftOutFor } from '../../release/explain.ts'
import { renderPage } from '../../release/page.ts'
import type { Reporter } from '../../release/reporter.ts'
import type { ServedPages } from '../../release/served-pages.ts'
import { NO_USER, type SettleParts, type SubjectPage, settle } from '../../release/settle.ts'
import { snapshotFor } from '../../release/snapshot.ts'
import type { SnapshotResolution } from '../../release/snapshot-resolution.ts'
import type { SnapshotTokens } from '../../release/snapshot-token.ts'
import { subjectOf } from '../../release/tab-routing.ts'
import type { GatewaySettings } from '../../settings/gateway-settings.ts'
import type { Admission } from '../admission.ts'

export interface PageParts extends SettleParts {
  tracing: Pick<Tracing, 'isOn'>
  settings: Pick<GatewaySettings, 'isWatched' | 'overrides'>
  admission: Admission
  reporter: Reporter
  appReports: AppReports
  snapshotTokens: SnapshotTokens
  pages: ServedPages
}

const CONTENT_TYPE = 'text/html; charset=utf-8'

/** Every address that no other route has is a page of the shell, so deep links and reloads work. Faults: NOT_FOUND. */
export async function servePage(parts: PageParts, http: HttpExchange): Promise<void> {
  if (isFile(http)) throw new AppError('NOT_FOUND', 'There is no such file.')
  if (!(await parts.rules.current())) return sendEmpty(http)
  const { record, sessionEnded } = await findVisitor(parts, http)
  const session = record?.info ?? null
  if (session && !isWithinBudget(parts, http, session)) return
  const shown = await settle(parts, session ? subjectOf(session) : NO_USER)
  if (!shown) return sendEmpty(http)
  const { rules, resolution } = shown
  note(parts, http, session, shown)
  if (session)
    parts.appReports.countLeftOut(leftOutFor(rules, resolution.decisions), session.tenant.id, rules)
  const snapshot = snapshotFor(
    session,
    shown.set,
    shown.resolved,
    writeSnapshotToken(parts, record, shown.resolved),
  )
  const isOperator = session?.permissions.includes('platform.release.read')
  const rulesState = isOperator ? parts.rules.state : null
  const { overrides, isWatched } = parts.settings
  const state = {
    ...{ snapshot, session, rulesState },
    ...(sessionEnded && { sessionEnded }),
    ...(session && overrides !== 'off' && { overrides }),
    ...(isWatched && { isWatched: true as const }),
    ...(session && parts.tracing.isOn && { traces: true as const }),
  }
  const page = renderPage(shown.set, state, http.url.pathname)
  sendText(http.response, { status: 200, contentType: CONTENT_TYPE }, page.html, page.headers)
}

/** One whose session was ended sees the login page, and why. */
async function findVisitor(
  { admission }: PageParts,
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
function isWithinBudget({ admission }: PageParts, http: HttpExchange, session: SessionInfo): boolean {
  try {
    admission.count(http, whoOf(session))
    return true
  } catch (error) {
    const retryAfter = error instanceof AppError ? error.retryAfterSeconds : null
    if (retryAfter === null) throw error
    const headers = { 'cache-control': 'no-store', 'retry-after': String(retryAfter) }
    sendText(http.response, { status: 429, contentType: CONTENT_TYPE }, busyPage(retryAfter), headers)
    return false
  }
}

function sendEmpty({ response }: HttpExchange): void {
  sendText(response, { status: 503, contentType: CONTENT_TYPE }, EMPTY_PAGE, {
    'cache-control': 'no-store',
    'retry-after': '5',
  })
}

function writeSnapshotToken(
  { snapshotTokens, pages }: PageParts,
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
  { reporter, rules }: PageParts,
  { trace }: HttpExchange,
  session: SessionInfo | null,
  { resolution, resolved }: SubjectPage,
): void {
  if (!session) return
  reporter.notePage(resolved.id, resolved.content)
  reporter.noteDecision({
    requestId: trace.id,
    at: Date.now(),
    tenantId: session.tenant.id,
    kind: 'page',
    snapshotId: resolved.id,
    rulesRevision: resolution.rulesRevision,
    isStale: rules.state === 'STALE',
    decisions: resolution.decisions,
    route: null,
  })
}

/** Such as /favicon.ico: a page in its place would be taken for the file. */
function isFile({ request, url }: HttpExchange): boolean {
  return /\.[a-z0-9]{2,5}$/i.test(url.pathname) && !request.headers.accept?.includes('text/html')
}
