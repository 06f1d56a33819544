import type { Keyring } from '@portico/release/trust'
import { type Exchange, FixedClient } from '@portico/service-client'

interface ReleaseCall {
  method: 'POST' | 'PUT'
  path: string
  body: string
  timeoutMs: number
}

/** JSON to the release service, as the platform itself; tried once. Throws when no answer comes. */
export async function callRelease(
  keyring: Keyring,
  releaseUrl: string,
  { method, path, body, timeoutMs }: ReleaseCall,
): Promise<Exchange> {
  const client = new FixedClient('release', releaseUrl, { keyring })
  const headers = { 'content-type': 'application/json', baggage: 'portico.actor=system' }
  const attempt = await client.send({ method, path, headers, body, timeoutMs })
  await client.close()
  if (attempt.outcome === 'answered') return attempt.answer
  throw new Error(`The release service does not answer (${attempt.outcome}).`, { cause: attempt.cause })
}
