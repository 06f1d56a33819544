import type { DecisionRecord, GatewayStanding, Preview } from '@portico/release'
import { Type } from 'typebox'
import type { Gateway } from '../gateway.ts'
import { GraphFault } from '../graphql/fault.ts'
import { readJson } from '../http/body.ts'
import { sendJson } from '../http/respond.ts'
import type { Visit } from '../http/visit.ts'
import { checkAnswer } from '../upstream/answer.ts'
import { forwardCall } from '../upstream/forward-call.ts'
import { ServiceClient } from '../upstream/service-client.ts'
import {
  actingContext,
  admitReader,
  admitReleaseCaller,
  forwardTimeoutMs,
  requirePermission,
} from './access.ts'
import { parseReports } from './app-reports.ts'
import { explainTenant, findFacts } from './explain.ts'
import { isForwarded } from './forwarded-paths.ts'
import { releaseClient } from './release-client.ts'
import type { Rules } from './rules.ts'
import { systemContext } from './system-context.ts'
import type { TabRoad } from './tab-road.ts'

export const releasePrefix = '/api/release'

const maxReportBytes = 64 * 1024
const maxChoiceBytes = 1024
const maxForwardBytes = 72 * 1024 * 1024
const factsTimeoutMs = 3_000
const choiceTimeoutMs = 5_000
const passedHeaders = ['if-match', 'if-none-match', 'x-file-name'] as const

const Choice = Type.Object({
  choice: Type.Union([Type.Literal('left'), Type.Literal('joined'), Type.Null()]),
})
const Previews = Type.Object({
  items: Type.Array(
    Type.Object({
      releaseId: Type.String(),
      title: Type.Object({ 'zh-CN': Type.String(), en: Type.String() }),
      notes: Type.Object({ 'zh-CN': Type.String(), en: Type.String() }),
      isIn: Type.Boolean(),
      choice: Type.Union([Type.Literal('left'), Type.Literal('joined'), Type.Null()]),
      isOpenToJoin: Type.Boolean(),
    }),
  ),
})

type Handler = (gateway: Gateway, visit: Visit, params: readonly string[]) => Promise<void>

/** What the gateway answers itself, for it decides. */
const own: readonly [method: string, path: RegExp, handler: Handler][] = [
  ['GET', /^\/snapshot$/, showSnapshot],
  ['POST', /^\/reports$/, takeReports],
  ['GET', /^\/previews$/, listPreviews],
  ['PUT', /^\/previews\/([^/]+)$/, choosePreview],
  ['GET', /^\/explain$/, explain],
  ['GET', /^\/gateway$/, showGateway],
]

/** Everything below `/api/release/`. Faults: NOT_FOUND, those of admission, and the release service's own. */
export async function serveRelease(gateway: Gateway, visit: Visit): Promise<void> {
  const { method = '' } = visit.request
  const path = visit.url.pathname.slice(releasePrefix.length)
  for (const [ownMethod, pattern, handler] of own) {
    const match = method === ownMethod ? pattern.exec(path) : null
    if (match) return handler(gateway, visit, match.slice(1))
  }
  if (!isForwarded(method, path)) throw new GraphFault('NOT_FOUND', 'There is nothing at this address.')
  await forward(gateway, visit, path)
}

async function forward(gateway: Gateway, visit: Visit, path: string): Promise<void> {
  const { request, response, url } = visit
  const { context, headers } = await admitReleaseCaller(gateway, visit)
  const method = request.method as 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  const passed = passedHeaders.flatMap(name => {
    const value = request.headers[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  const target = {
    service: 'release',
    method,
    path: path + url.search,
    headers: { ...Object.fromEntries(passed), ...headers },
    timeoutMs: forwardTimeoutMs,
    maxBytes: hasBody(visit) ? maxForwardBytes : 0,
  }
  await forwardCall(gateway.upstream, context, target, request, response)
}

function hasBody({ request: { headers } }: Visit): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

async function requireRules(gateway: Gateway): Promise<Rules> {
  const rules = await gateway.rules.current()
  if (rules) return rules
  throw rulesUnavailable()
}

/** What was resolved for the tab already is not resolved again. */
function requireTab(tab: TabRoad | null): TabRoad {
  if (tab) return tab
  throw rulesUnavailable()
}

function rulesUnavailable(): GraphFault {
  return new GraphFault('RULES_UNAVAILABLE', 'No rules are known yet; try again in a moment.')
}

async function showSnapshot(gateway: Gateway, visit: Visit): Promise<void> {
  const session = await gateway.admission.findSession(visit)
  if (!session) throw new GraphFault('UNAUTHENTICATED', 'Log in first.')
  // Says by its headers, too, when what the tab lives on was taken back.
  const { id, content } = requireTab(await gateway.roads.open(visit, session)).present
  sendJson(visit.response, 200, { id, apps: content.apps })
}

async function takeReports(gateway: Gateway, visit: Visit): Promise<void> {
  const { context, tab } = await gateway.admission.admit(visit)
  const reports = parseReports(await readJson(visit.request, maxReportBytes))
  const releases = tab?.releases ?? []
  gateway.appReports.take(reports, { tenantId: context.tenantId, releases }, await gateway.rules.current())
  visit.response.writeHead(204).end()
}

async function listPreviews(gateway: Gateway, visit: Visit): Promise<void> {
  const { context, tab } = await gateway.admission.admit(visit)
  requirePermission(context.permissions, 'tenant.preview.manage')
  const { items } = await context.upstream('release').get('/previews', { answer: Previews })
  const { decisions } = requireTab(tab).present
  const isIn = (id: string) => decisions.some(({ releaseId, isGray }) => releaseId === id && isGray)
  const previews: Preview[] = items.map(item => ({ ...item, isIn: isIn(item.releaseId) }))
  sendJson(visit.response, 200, { items: previews })
}

/** Takes effect in every process within the second that any change takes; the page hears of it at its next navigation. */
async function choosePreview(
  gateway: Gateway,
  visit: Visit,
  [releaseId = '']: readonly string[],
): Promise<void> {
  const { context } = await gateway.admission.admit(visit)
  requirePermission(context.permissions, 'tenant.preview.manage')
  const body = checkChoice(await readJson(visit.request, maxChoiceBytes))
  const actor = `user:${context.tenant.slug}/${context.user.username}`
  const caller = actingContext(context, actor, choiceTimeoutMs)
  const client = new ServiceClient('release', gateway.upstream, caller, gateway.log)
  await client.put(`/releases/${encodeURIComponent(decodeURIComponent(releaseId))}/choice`, body)
  await gateway.rules.poke()
  visit.response.writeHead(204).end()
}

function checkChoice(value: unknown) {
  try {
    return checkAnswer(Choice, value)
  } catch (cause) {
    throw new GraphFault('INVALID_REQUEST', 'choice must be left, joined or null.', undefined, { cause })
  }
}

async function explain(gateway: Gateway, visit: Visit): Promise<void> {
  await admitReader(gateway, visit)
  const { searchParams } = visit.url
  const recorded = await findRecord(gateway, searchParams.get('request'))
  const tenantId = searchParams.get('tenant') ?? recorded?.tenantId ?? null
  if (tenantId === null && !recorded) {
    throw new GraphFault('INVALID_REQUEST', 'Name a tenant (?tenant=) or a request (?request=).')
  }
  const facts = tenantId === null ? {} : await findFacts(identityOf(gateway, visit, tenantId), tenantId)
  const rules = await requireRules(gateway)
  const explanation = explainTenant(rules, {
    subject: { tenantId, facts },
    app: searchParams.get('app'),
    recorded,
    isStale: gateway.rules.state === 'STALE',
  })
  sendJson(visit.response, 200, explanation)
}

function identityOf({ upstream, log }: Gateway, { trace }: Visit, tenantId: string): ServiceClient {
  return new ServiceClient('identity', upstream, systemContext(factsTimeoutMs, { trace, tenantId }), log)
}

async function findRecord(gateway: Gateway, requestId: string | null): Promise<DecisionRecord | null> {
  if (requestId === null) return null
  // What this process has not sent yet would not be found.
  await gateway.reporter.flush()
  const path = `/decisions/${encodeURIComponent(requestId)}`
  const record = await releaseClient(gateway.upstream, gateway.log).find(path)
  if (!record) throw new GraphFault('NOT_FOUND', 'No decision of this request is on record.')
  return record as DecisionRecord
}

async function showGateway(gateway: Gateway, visit: Visit): Promise<void> {
  await admitReader(gateway, visit)
  const { feed } = await requireRules(gateway)
  const standing: GatewayStanding = {
    state: gateway.rules.state,
    rulesRevision: feed.revision,
    confirmedAt: gateway.rules.confirmedAt?.toISOString() ?? null,
    instances: feed.instances,
  }
  sendJson(visit.response, 200, standing)
}
