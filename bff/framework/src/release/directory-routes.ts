import { Type } from 'typebox'
import type { Gateway } from '../gateway.ts'
import type { HttpExchange } from '../http/http-exchange.ts'
import { sendJson } from '../http/respond.ts'
import { ServiceClient } from '../upstream/service-client.ts'
import { admitReader } from './access.ts'
import { systemContext } from './system-context.ts'

const timeoutMs = 5_000

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
export async function listTenants(gateway: Gateway, http: HttpExchange): Promise<void> {
  await admitReader(gateway, http)
  const query = Object.fromEntries(http.url.searchParams)
  const { items, pageInfo, totalCount } = await directory(gateway, http).get('/directory', {
    query,
    answer: Page,
  })
  const nextCursor = pageInfo.hasNextPage ? pageInfo.endCursor : null
  sendJson(http.response, 200, { items, nextCursor, totalCount })
}

/** By slug or id: plan, region, age, and how many users can log in. Faults: NOT_FOUND. */
export async function showTenant(
  gateway: Gateway,
  http: HttpExchange,
  [ref = '']: readonly string[],
): Promise<void> {
  await admitReader(gateway, http)
  sendJson(http.response, 200, await directory(gateway, http).get(`/directory/${ref}`))
}

/** The id of the tenant that an operator calls `ref`; `ref` itself where the directory knows no such tenant or is away. */
export async function tenantIdOf(gateway: Gateway, http: HttpExchange, ref: string): Promise<string> {
  const path = `/directory/${encodeURIComponent(ref)}`
  const found = await directory(gateway, http)
    .find(path, { answer: Found })
    .catch(() => null)
  return found?.id ?? ref
}

/** In no tenant's name: the operators' own tenant sees no other. */
function directory({ upstream, log }: Gateway, { trace }: HttpExchange): ServiceClient {
  return new ServiceClient('identity', upstream, systemContext(timeoutMs, { trace }), log)
}
