import type { RunningProduct } from '@portico/launcher/testing'
import { signedHeaders } from '@portico/launcher/testing'

const timeoutMs = 30_000
/** Hashing a password takes a core for a while. */
const atOnce = 4
const CHINA = { currency: 'CNY', timeZone: 'Asia/Shanghai' }
/** As the demo tenant `empty`, which other journeys fill: a file's shape is remembered with what was decided of it. */
export const BRITAIN = { currency: 'GBP', timeZone: 'Europe/London' }

/** Merchants with an owner and nothing else, as a sign-up would make them; gives their slugs. */
export async function createTenants(product: RunningProduct, count: number): Promise<string[]> {
  const slugs = Array.from({ length: count }, (_, n) => `shop-${n}`)
  for (let start = 0; start < count; start += atOnce)
    await Promise.all(slugs.slice(start, start + atOnce).map(slug => createTenant(product, slug)))
  return slugs
}

/** One merchant with an owner, `owner`, whose password is `portico`; in China, unless `place` says otherwise. */
export async function createTenant(
  { urls, secret }: Pick<RunningProduct, 'urls' | 'secret'>,
  slug: string,
  place: { currency: string; timeZone: string } = CHINA,
): Promise<void> {
  const id = `t_${slug}`
  const owner = { username: 'owner', displayName: slug, password: 'portico', role: 'owner' }
  const body = JSON.stringify({
    slug,
    name: slug,
    ...place,
    plan: 'standard',
    region: 'cn-east',
    createdAt: '2025-01-01T00:00:00Z',
    users: [owner],
  })
  const baggage = `portico.tenant=${id},portico.actor=system`
  const call = { service: 'identity', method: 'PUT', path: `/tenants/${id}`, baggage, body }
  const answer = await fetch(`${urls.identity}${call.path}`, {
    method: call.method,
    headers: { 'content-type': 'application/json', ...signedHeaders(secret, call) },
    body,
    signal: AbortSignal.timeout(timeoutMs),
  })
  if (!answer.ok) throw new Error(`${slug} was not made: ${answer.status} ${await answer.text()}`)
}
