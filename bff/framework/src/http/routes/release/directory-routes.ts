import { Type } from 'typebox'
import type { HttpExchange } from '../../../exchange/http-exchange.ts'
import { sendJson } from '../../../exchange/respond.ts'
import { ServiceClient } from '../../../upstream/service-client.ts'
import { systemContext } from '../../../upstream/system-context.ts'
import { type AccessParts, admitReader } from '../../release-caller.ts'

const TIMEOUT_MS = 5_000

const Page = Type.Object({
  items: Type.Array(Type.Object({ id: Type.String() })),
  pageInfo: Type.Object({
    endCursor: Type.Union([Type.String(), Type.Null()]),
    hasNextPage: Type.Boolean(),
  }),
  totalCount: Type.Integer(),
})
const Found = Type.Object({ id: Type.String() })

/** `?search=&plan=&region=&first=&after=`: tenants by name, in a page like those of the release API, with `totalCount`. */
export async function listTenants(parts: AccessParts, http: HttpExchange): Promise<void> {
  await admitReader(parts, http)
  const query = Object.fromEntries(http.url.searchParams)
  const { items, pageInfo, totalCount } = await directory(parts, http).get('/directory', {
    query,
    answer: Page,
  })
  const nextCursor = pageInfo.hasNextPage ? pageInfo.endCursor : null
  sendJson(http.response, 200, { items, nextCursor, totalCount })
}

/** By slug or id: plan, region, age, and how many users can log in. Faults: NOT_FOUND. */
export async function showTenant(
  parts: AccessParts,
  http: HttpExchange,
  [ref = '']: readonly string[],
): Promise<void> {
  await admitReader(parts, http)
  sendJson(http.response, 200, await directory(parts, http).get(`/directory/${ref}`))
}

/** The id of the tenant that an operator calls `ref`; `ref` itself where the directory knows no such tenant or is away. */
export async function tenantIdOf(parts: AccessParts, http: HttpExchange, ref: string): Promise<string> {
  const path = `/directory/${encodeURIComponent(ref)}`
  const found = await directory(parts, http)
    .find(path, { answer: Found })
    .catch(() => null)
  return found?.id ?? ref
}

/** In no tenant's name: the operators' own tenant sees no other. */
function directory({ upstream, log }: AccessParts, { trace }: HttpExchange): ServiceClient {
  return new ServiceClient('identity', upstream, systemContext(TIMEOUT_MS, { trace }), log)
}
