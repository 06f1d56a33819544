import type { DecisionRecord, GatewayStatus } from '@portico/release'
import { AppError } from '../errors/app-error.ts'
import type { Gateway } from '../gateway.ts'
import type { HttpExchange } from '../http/http-exchange.ts'
import { sendJson } from '../http/respond.ts'
import { ServiceClient } from '../upstream/service-client.ts'
import { admitReader } from './access.ts'
import { tenantIdOf } from './directory-routes.ts'
import { explainTenant, findFacts } from './explain.ts'
import { releaseClient } from './release-client.ts'
import { requireRules } from './required-rules.ts'
import { settle } from './settle.ts'
import { systemContext } from './system-context.ts'

const factsTimeoutMs = 3_000

/** Why a tenant gets what it gets, now or at a past request. */
export async function explain(gateway: Gateway, http: HttpExchange): Promise<void> {
  await admitReader(gateway, http)
  const { searchParams } = http.url
  const app = readApp(searchParams)
  const recorded = await findRecord(gateway, searchParams.get('request'))
  const asked = searchParams.get('tenant')
  const tenantId = asked === null ? (recorded?.tenantId ?? null) : await tenantIdOf(gateway, http, asked)
  if (tenantId === null && !recorded) {
    throw new AppError('INVALID_REQUEST', 'Name a tenant (?tenant=) or a request (?request=).')
  }
  const facts = tenantId === null ? {} : await findFacts(identityOf(gateway, http, tenantId), tenantId)
  const subject = { tenantId, facts }
  // As a page of that tenant would be: what cannot be read is known by reading it.
  const rules = (await settle(gateway, subject))?.rules ?? (await requireRules(gateway))
  const explanation = explainTenant(rules, {
    subject,
    app,
    recorded,
    isStale: gateway.rules.state === 'STALE',
  })
  sendJson(http.response, 200, explanation)
}

/** Null: of no app in particular. Faults: INVALID_REQUEST. */
function readApp(query: URLSearchParams): string | null {
  const app = query.get('app')
  if (app === null || /^[a-z][a-z0-9-]{0,63}$/.test(app)) return app
  throw new AppError('INVALID_REQUEST', 'app must be the name of an app: small letters, digits and dashes.')
}

function identityOf({ upstream, log }: Gateway, { trace }: HttpExchange, tenantId: string): ServiceClient {
  return new ServiceClient('identity', upstream, systemContext(factsTimeoutMs, { trace, tenantId }), log)
}

async function findRecord(gateway: Gateway, requestId: string | null): Promise<DecisionRecord | null> {
  if (requestId === null) return null
  // What this process has not sent yet would not be found.
  await gateway.reporter.flush()
  const path = `/decisions/${encodeURIComponent(requestId)}`
  const record = await releaseClient(gateway.upstream, gateway.log).find(path)
  if (!record) throw new AppError('NOT_FOUND', 'No decision of this request is on record.')
  return record as DecisionRecord
}

/** How this process stands to the release service. */
export async function showGateway(gateway: Gateway, http: HttpExchange): Promise<void> {
  await admitReader(gateway, http)
  const { feed } = await requireRules(gateway)
  const status: GatewayStatus = {
    state: gateway.rules.state,
    rulesRevision: feed.revision,
    isStopped: feed.isStopped,
    confirmedAt: gateway.rules.confirmedAt?.toISOString() ?? null,
    instances: feed.instances,
  }
  sendJson(http.response, 200, status)
}
