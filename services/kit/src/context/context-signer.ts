import type { IncomingHttpHeaders } from 'node:http'
import {
  BadSecret,
  type Keyring,
  type Refused,
  readKeyring,
  readSecrets,
  SIGNATURE_HEADER,
  type SignedBody,
  type Verified,
  verifyCall,
} from '@portico/release/trust'
import { signedHeaders } from '@portico/service-client'
import { StartupError } from '../problems/startup-error.ts'
import { type CallContext, contextHeaders } from './context.ts'

/** One call on its way out. */
export interface OutgoingCall {
  /** The service that is called. */
  audience: string
  method: string
  /** As it will stand in the request line. */
  path: string
  headers?: Readonly<Record<string, string>>
  body: SignedBody
}

interface IncomingCall {
  method: string
  url?: string | undefined
  headers: IncomingHttpHeaders
}

export type Trust = Verified | Refused | 'EVERYTHING'

/**
 * Signs the calls one service makes and checks those it gets, each for itself (docs/adr/0025). Without keys, which only
 * development may be, nothing is signed and everything is believed.
 */
export class ContextSigner {
  /** Null: nothing is signed. */
  readonly keyring: Keyring | null

  constructor(keyring: Keyring | null) {
    this.keyring = keyring
  }

  /** As the actor of a call; null where nothing is signed. */
  get self(): string | null {
    return this.keyring && `service:${this.keyring.part}`
  }

  /** The headers that carry `context` to the next service, and the call's own. */
  headers(context: Partial<CallContext>, { headers = {}, body, ...call }: OutgoingCall) {
    const all = { ...headers, ...contextHeaders(context) }
    return signedHeaders(this.keyring, { ...call, headers: all }, body)
  }

  /** What has a nonce must besides be taken once (`takeNonce`). */
  check({ method, url = '', headers }: IncomingCall): Trust {
    if (!this.keyring) return 'EVERYTHING'
    const call = { audience: this.keyring.part, method, path: url, headers }
    return verifyCall(this.keyring, call, headers[SIGNATURE_HEADER])
  }
}

/** Of this service; null in development without a secret. Throws StartupError. */
export function openKeyring(name: string, env: NodeJS.ProcessEnv): Keyring | null {
  return startable(() => readKeyring(name, env))
}

/** Throws StartupError. */
export function secretsOf(env: NodeJS.ProcessEnv): string[] {
  return startable(() => readSecrets(env))
}

function startable<T>(read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof BadSecret) throw new StartupError(cause.code, cause.message, { cause })
    throw cause
  }
}
