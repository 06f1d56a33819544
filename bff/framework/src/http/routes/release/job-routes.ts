import type { releaseContract } from '@portico/release-contract'
import type { JobStep } from '@portico/release-contract/jobs'
import type { AnswerOf } from '@portico/service-contract'
import { readJson } from '../../../exchange/body.ts'
import type { HttpExchange } from '../../../exchange/http-exchange.ts'
import { sendJson } from '../../../exchange/respond.ts'
import type { JobGrants } from '../../../release/job-grants.ts'
import { releaseClient } from '../../../release/release-client.ts'
import { identityClient } from '../../../upstream/identity-client.ts'
import { systemContext } from '../../../upstream/system-context.ts'
import { type AccessParts, admitReleaseCaller } from '../../release-caller.ts'

export interface JobParts extends AccessParts {
  jobGrants: JobGrants
}

type Step = AnswerOf<typeof releaseContract.routes.stepJob>

const MAX_BODY_BYTES = 256 * 1024
const TENANT_TIMEOUT_MS = 5_000

/**
 * `POST /jobs/<id>/steps`: the release service says which tenants the runner holds; each gets a grant here, which ends with the hold.
 * Faults: those of admission and of the service (FORBIDDEN_SCOPE, INVALID_REQUEST, JOB_STATE).
 */
export async function serveJobStep(
  parts: JobParts,
  http: HttpExchange,
  [id = '']: readonly string[],
): Promise<void> {
  const { context, headers } = await admitReleaseCaller(parts, http)
  // What it must be says the service, by its contract.
  const body = (await readJson(http.request, MAX_BODY_BYTES)) as JobStep
  const step = await releaseClient(parts.upstream, parts.log, context).call('stepJob', {
    params: { id: decodeURIComponent(id) },
    body,
    headers,
  })
  const held = await Promise.all(step.held.map(one => withGrant(parts, http, step, one)))
  sendJson(http.response, 200, { ...step, held })
}

/** Null: there is no such tenant any more. */
async function withGrant(
  { upstream, log, jobGrants }: JobParts,
  { trace }: HttpExchange,
  { job, leasedUntil }: Step,
  one: Step['held'][number],
) {
  const { tenantId } = one
  const identity = identityClient(upstream, systemContext(TENANT_TIMEOUT_MS, { trace, tenantId }), log)
  const tenant = await identity.find('getTenant', { params: { id: tenantId } })
  if (!tenant) return { ...one, slug: null, grant: null }
  const { id, name, permissions, isDryRun } = job
  const expiresAt = Date.parse(leasedUntil)
  return {
    ...one,
    slug: tenant.slug,
    grant: jobGrants.write({ id, name, tenant, permissions, isDryRun, expiresAt }),
  }
}
