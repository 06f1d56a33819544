import { AppError } from '../../../errors/app-error.ts'
import type { HttpExchange } from '../../../exchange/http-exchange.ts'
import { sendJson } from '../../../exchange/respond.ts'
import { whoOf } from '../../../load/who.ts'
import type { AppReports } from '../../../release/app-reports.ts'
import { parseBrowserTraces } from '../../../release/browser-trace-schema.ts'
import type { BrowserTraces } from '../../../release/browser-traces.ts'
import type { ReportGate } from '../../../release/report-gate.ts'
import { parseReports } from '../../../release/report-schema.ts'
import { requireTab } from '../../../release/required-rules.ts'
import type { RulesClient } from '../../../release/rules/rules-client.ts'
import type { ServedPages } from '../../../release/served-pages.ts'
import type { TabRouter } from '../../../release/tab-router.ts'
import { forwardCall } from '../../../upstream/forward-call.ts'
import { admitReleaseCaller, FORWARD_TIMEOUT_MS, watchReleaseCaller } from '../../release-caller.ts'
import { type CacheParts, dropCache, showCache } from './cache-routes.ts'
import { listTenants, showTenant } from './directory-routes.ts'
import { isForwarded, isUpload } from './forwarded-paths.ts'
import { type JobParts, serveJobStep } from './job-routes.ts'
import { explain, type OperatorParts, showGateway } from './operator-routes.ts'
import {
  answerOverrides,
  listOverrideVersions,
  lookAtLink,
  makeOverrideLink,
  type OverrideRouteParts,
} from './override-routes.ts'
import { choosePreview, listPreviews, type PreviewParts } from './preview-routes.ts'

export interface ReleaseParts extends OperatorParts, PreviewParts, OverrideRouteParts, CacheParts, JobParts {
  rules: RulesClient
  routings: TabRouter
  reportGate: ReportGate
  appReports: AppReports
  pages: ServedPages
  browserTraces: BrowserTraces
}

export const RELEASE_PREFIX = '/api/release'

const MAX_REPORT_BYTES = 64 * 1024
const MAX_FORWARD_BYTES = 72 * 1024 * 1024
const PASSED_HEADERS = ['if-match', 'if-none-match', 'x-file-name'] as const

type Handler = (parts: ReleaseParts, http: HttpExchange, params: readonly string[]) => Promise<void>

/** What the gateway answers itself, for it decides. */
const own: readonly [method: string, path: RegExp, handler: Handler][] = [
  ['GET', /^\/snapshot$/, showSnapshot],
  ['POST', /^\/reports$/, takeReports],
  ['POST', /^\/browser-traces$/, takeBrowserTraces],
  ['GET', /^\/previews$/, listPreviews],
  ['PUT', /^\/previews\/([^/]+)$/, choosePreview],
  ['GET', /^\/overrides\/versions$/, listOverrideVersions],
  ['POST', /^\/overrides$/, answerOverrides],
  ['POST', /^\/overrides\/look$/, lookAtLink],
  ['POST', /^\/overrides\/links$/, makeOverrideLink],
  ['POST', /^\/jobs\/([^/]+)\/steps$/, serveJobStep],
  ['GET', /^\/explain$/, explain],
  ['GET', /^\/gateway$/, showGateway],
  ['GET', /^\/cache$/, showCache],
  ['POST', /^\/cache\/drops$/, dropCache],
  ['GET', /^\/directory$/, listTenants],
  ['GET', /^\/directory\/([^/]+)$/, showTenant],
]

/** Everything below `/api/release/`. Faults: NOT_FOUND, those of admission, and the release service's own. */
export async function serveRelease(parts: ReleaseParts, http: HttpExchange): Promise<void> {
  const { method = '' } = http.request
  const path = http.url.pathname.slice(RELEASE_PREFIX.length)
  for (const [ownMethod, pattern, handler] of own) {
    const match = method === ownMethod ? pattern.exec(path) : null
    if (match) return handler(parts, http, match.slice(1))
  }
  if (!isForwarded(method, path)) throw new AppError('NOT_FOUND', 'There is nothing at this address.')
  await forward(parts, http, path)
}

async function forward(parts: ReleaseParts, http: HttpExchange, path: string): Promise<void> {
  const { request, response, url } = http
  const { context, headers } = await admitReleaseCaller(parts, http)
  const method = request.method as 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  const passed = PASSED_HEADERS.flatMap(name => {
    const value = request.headers[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  const target = {
    service: 'release',
    method,
    path: path + url.search,
    headers: { ...Object.fromEntries(passed), ...headers },
    timeoutMs: FORWARD_TIMEOUT_MS,
    maxBytes: hasBody(http) ? MAX_FORWARD_BYTES : 0,
    isUpload: isUpload(method, path),
  }
  const watch = watchReleaseCaller(parts, http)
  const client = { request, response, refused: watch?.signal }
  await forwardCall(parts.upstream, context, target, client).finally(() => watch?.stop())
}

function hasBody({ request: { headers } }: HttpExchange): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

async function showSnapshot(parts: ReleaseParts, http: HttpExchange): Promise<void> {
  const session = await parts.admission.findSession(http)
  if (!session) throw new AppError('UNAUTHENTICATED')
  parts.admission.count(http, whoOf(session))
  // Says by its headers, too, when what the tab lives on was revoked.
  const { id, content } = requireTab(await parts.routings.open(http, session)).present
  sendJson(http.response, 200, { id, apps: content.apps })
}

async function takeReports(parts: ReleaseParts, http: HttpExchange): Promise<void> {
  const { admission, reportGate, appReports, rules } = parts
  const { context, sessionId } = await admission.admit(http)
  const reporting = { info: context.session, sessionId }
  const reports = parseReports(await admission.readJson(http, whoOf(context.session), MAX_REPORT_BYTES))
  reportGate.charge(reporting, reports.length)
  const tab = reportGate.open(http.request.headers['x-portico-snapshot'], reporting)
  if (tab) await appReports.take(reports, tab, await rules.current())
  http.response.writeHead(204).end()
}

/** What the shell recorded of its own requests. Counted as reports are. */
async function takeBrowserTraces(parts: ReleaseParts, http: HttpExchange): Promise<void> {
  const { admission, reportGate, browserTraces, pages } = parts
  const { context, sessionId } = await admission.admit(http)
  const { session } = context
  const reporting = { info: session, sessionId }
  const body = await admission.readJson(http, whoOf(session), MAX_REPORT_BYTES)
  const { shell, traces, vitals } = parseBrowserTraces(body)
  reportGate.charge(reporting, traces.length + vitals.length)
  const tab = reportGate.open(http.request.headers['x-portico-snapshot'], reporting)
  const rules = tab && (await parts.rules.current())
  if (tab && rules) {
    const { token } = tab
    const isServed = (name: string, version: string) => pages.isServed(token, name, version, rules)
    if (!isServed('shell', shell)) throw new AppError('INVALID_REQUEST', 'This page has another shell.')
    const page = { sessionId, tenant: session.tenant, shell, releases: token.releases, isServed }
    browserTraces.take(traces, page)
    browserTraces.noteVitals(vitals, page)
  }
  http.response.writeHead(204).end()
}
