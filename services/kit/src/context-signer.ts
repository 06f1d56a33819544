import type { IncomingHttpHeaders } from 'node:http'
import { isContextSigned, signatureHeader, signContext } from '@portico/release/context'
import { type CallContext, contextHeaders } from './context.ts'

/**
 * Signs the context of the calls this process makes and checks that of the calls it gets, with the secret that the
 * platform's processes share (`PORTICO_SECRET`). Without a secret nothing is signed and everything is believed.
 */
export class ContextSigner {
  readonly #secret: string

  constructor({ PORTICO_SECRET = '' }: NodeJS.ProcessEnv) {
    this.#secret = PORTICO_SECRET
  }

  /** The headers that carry `context` to the next service. */
  headers(context: Partial<CallContext>): Record<string, string> {
    const headers = contextHeaders(context)
    if (!this.#secret) return headers
    return { ...headers, [signatureHeader]: signContext(this.#secret, headers.baggage ?? '') }
  }

  /** A process of ours wrote the context; an absent one is signed as well. */
  isTrusted(headers: IncomingHttpHeaders): boolean {
    if (!this.#secret) return true
    const signature = headers[signatureHeader]
    return isContextSigned(this.#secret, String(headers.baggage ?? ''), signature?.toString())
  }
}
