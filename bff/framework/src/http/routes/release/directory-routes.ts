import type { HttpExchange } from '../../../exchange/http-exchange.ts'
import { sendJson } from '../../../exchange/respond.ts'
import { type IdentityClient, identityClient } from '../../../upstream/identity-client.ts'
import { systemContext } from '../../../upstream/system-context.ts'
import { type AccessParts, admitReader } from '../../release-caller.ts'

const TIMEOUT_MS = 5_000

/** `?search=&plan=&region=&first=&after=`: tenants by name, in a page like those of the release API, with `totalCount`. */
export async function listTenants(parts: AccessParts, http: HttpExchange): Promise<void> {
  await admitReader(parts, http)
  const { first, ...asked } = Object.fromEntries(http.url.searchParams)
  const query = { ...asked, ...(first !== undefined && { first: Number(first) }) }
  const { items, pageInfo, totalCount } = await directory(parts, http).call('listDirectory', { query })
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
  sendJson(
    http.response,
    200,
    await directory(parts, http).call('getDirectoryEntry', { params: { ref: decodeURIComponent(ref) } }),
  )
}

/** The id of the tenant that an operator calls `ref`; `ref` itself where the directory knows no such tenant or is away. */
export async function tenantIdOf(parts: AccessParts, http: HttpExchange, ref: string): Promise<string> {
  const found = await directory(parts, http)
    .find('getDirectoryEntry', { params: { ref } })
    .catch(() => null)
  return found?.id ?? ref
}

/** In no tenant's name: the operators' own tenant sees no other. */
function directory({ upstream, log }: AccessParts, { trace }: HttpExchange): IdentityClient {
  return identityClient(upstream, systemContext(TIMEOUT_MS, { trace }), log)
}
