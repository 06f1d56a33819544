import type { DecisionRecord, GatewayStatus } from '@portico/release'
import { AppError } from '../../../errors/app-error.ts'
import type { HttpExchange } from '../../../exchange/http-exchange.ts'
import { sendJson } from '../../../exchange/respond.ts'
import { explainTenant, findFacts } from '../../../release/explain.ts'
import { releaseClient } from '../../../release/release-client.ts'
import type { Reporter } from '../../../release/reporter.ts'
import { requireRules } from '../../../release/required-rules.ts'
import { type SettleParts, settle } from '../../../release/settle.ts'
import type { Log } from '../../../telemetry/log.ts'
import { type IdentityClient, identityClient } from '../../../upstream/identity-client.ts'
import { systemContext } from '../../../upstream/system-context.ts'
import { type AccessParts, admitReader } from '../../release-caller.ts'
import { tenantIdOf } from './directory-routes.ts'

export interface OperatorParts extends AccessParts, SettleParts {
  reporter: Pick<Reporter, 'flush'>
  log: Log
}

const FACTS_TIMEOUT_MS = 3_000

/** Why a tenant gets what it gets, now or at a past request. */
export async function explain(parts: OperatorParts, http: HttpExchange): Promise<void> {
  await admitReader(parts, http)
  const { searchParams } = http.url
  const app = readApp(searchParams)
  const recorded = await findRecord(parts, searchParams.get('request'))
  const asked = searchParams.get('tenant')
  const tenantId = asked === null ? (recorded?.tenantId ?? null) : await tenantIdOf(parts, http, asked)
  if (tenantId === null && !recorded) {
    throw new AppError('INVALID_REQUEST', 'Name a tenant (?tenant=) or a request (?request=).')
  }
  const facts = tenantId === null ? {} : await findFacts(identityOf(parts, http, tenantId), tenantId)
  const subject = { tenantId, facts }
  // As a page of that tenant would be: what cannot be read is known by reading it.
  const rules = (await settle(parts, subject))?.rules ?? (await requireRules(parts))
  const explanation = explainTenant(rules, {
    subject,
    app,
    recorded,
    isStale: parts.rules.state === 'STALE',
  })
  sendJson(http.response, 200, explanation)
}

/** Null: of no app in particular. Faults: INVALID_REQUEST. */
function readApp(query: URLSearchParams): string | null {
  const app = query.get('app')
  if (app === null || /^[a-z][a-z0-9-]{0,63}$/.test(app)) return app
  throw new AppError('INVALID_REQUEST', 'app must be the name of an app: small letters, digits and dashes.')
}

function identityOf(
  { upstream, log }: OperatorParts,
  { trace }: HttpExchange,
  tenantId: string,
): IdentityClient {
  return identityClient(upstream, systemContext(FACTS_TIMEOUT_MS, { trace, tenantId }), log)
}

async function findRecord(parts: OperatorParts, requestId: string | null): Promise<DecisionRecord | null> {
  if (requestId === null) return null
  // What this process has not sent yet would not be found.
  await parts.reporter.flush()
  const record = await releaseClient(parts.upstream, parts.log).find('getDecision', { params: { requestId } })
  if (!record) throw new AppError('NOT_FOUND', 'No decision of this request is on record.')
  return record
}

/** How this process stands to the release service. */
export async function showGateway(parts: OperatorParts, http: HttpExchange): Promise<void> {
  await admitReader(parts, http)
  const { feed } = await requireRules(parts)
  const status: GatewayStatus = {
    state: parts.rules.state,
    rulesRevision: feed.revision,
    isStopped: feed.isStopped,
    confirmedAt: parts.rules.confirmedAt?.toISOString() ?? null,
    instances: feed.instances,
  }
  sendJson(http.response, 200, status)
}
