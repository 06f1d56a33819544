import type { Keyring } from '@portico/release/trust'
import { type Exchange, FixedClient } from '@portico/service-client'
import { type BodyOf, pathOf, type Route } from '@portico/service-contract'

interface ReleaseCall<R extends Route> {
  /** Of the contract of the release service. */
  route: R
  body: BodyOf<R>
  timeoutMs: number
}

/** JSON to the release service, as the platform itself; tried once. Throws when no answer comes. */
export async function callRelease<R extends Route>(
  keyring: Keyring,
  releaseUrl: string,
  { route, body, timeoutMs }: ReleaseCall<R>,
): Promise<Exchange> {
  const client = new FixedClient('release', releaseUrl, { keyring })
  const attempt = await client.send({
    method: route.method,
    path: pathOf(route),
    headers: { 'content-type': 'application/json', baggage: 'portico.actor=system' },
    body: JSON.stringify(body),
    timeoutMs,
  })
  await client.close()
  if (attempt.outcome === 'answered') return attempt.answer
  throw new Error(`The release service does not answer (${attempt.outcome}).`, { cause: attempt.cause })
}
