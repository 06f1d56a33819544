import { type Keyring, signatureHeader, signCall } from '@portico/release/trust'

/** JSON to the release service, as the platform itself. Each is believed once: a second try is made anew. */
export function callRelease(
  keyring: Keyring,
  url: string,
  { method, body, timeoutMs }: { method: 'POST' | 'PUT'; body: string; timeoutMs: number },
): Promise<Response> {
  const baggage = 'portico.actor=system'
  const call = { audience: 'release', method, path: new URL(url).pathname, headers: { baggage } }
  const signature = signCall(keyring, call, body) ?? ''
  const headers = { 'content-type': 'application/json', baggage, [signatureHeader]: signature }
  return fetch(url, { method, headers, body, signal: AbortSignal.timeout(timeoutMs) })
}
