import { Type } from 'typebox'
import type { Gateway } from '../gateway.ts'
import { sendJson } from '../http/respond.ts'
import type { Visit } from '../http/visit.ts'
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
export async function listTenants(gateway: Gateway, visit: Visit): Promise<void> {
  await admitReader(gateway, visit)
  const query = Object.fromEntries(visit.url.searchParams)
  const { items, pageInfo, totalCount } = await directory(gateway, visit).get('/directory', {
    query,
    answer: Page,
  })
  const nextCursor = pageInfo.hasNextPage ? pageInfo.endCursor : null
  sendJson(visit.response, 200, { items, nextCursor, totalCount })
}

/** By slug or id: plan, region, age, and how many users can log in. Faults: NOT_FOUND. */
export async function showTenant(
  gateway: Gateway,
  visit: Visit,
  [ref = '']: readonly string[],
): Promise<void> {
  await admitReader(gateway, visit)
  sendJson(visit.response, 200, await directory(gateway, visit).get(`/directory/${ref}`))
}

/** The id of the tenant that an operator calls `ref`; `ref` itself where the directory knows no such tenant or is away. */
export async function tenantIdOf(gateway: Gateway, visit: Visit, ref: string): Promise<string> {
  const path = `/directory/${encodeURIComponent(ref)}`
  const found = await directory(gateway, visit)
    .find(path, { answer: Found })
    .catch(() => null)
  return found?.id ?? ref
}

/** In no tenant's name: the operators' own tenant sees no other. */
function directory({ upstream, log }: Gateway, { trace }: Visit): ServiceClient {
  return new ServiceClient('identity', upstream, systemContext(timeoutMs, { trace }), log)
}
