import {
  type CallToSign,
  type Keyring,
  SIGNATURE_HEADER,
  type SignedBody,
  signCall,
} from '@portico/release/trust'

/** The call's headers with its signature, for one attempt: a second one is signed anew. Without keys nothing is signed. */
export function signedHeaders(
  keyring: Keyring | null,
  call: CallToSign & { headers: Readonly<Record<string, string>> },
  body: SignedBody,
): Record<string, string> {
  const all: Record<string, string> = { ...call.headers }
  const signature = keyring && signCall(keyring, call, body)
  if (signature !== null) all[SIGNATURE_HEADER] = signature
  return all
}
