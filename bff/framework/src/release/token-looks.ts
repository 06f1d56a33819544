import { createHash } from 'node:crypto'
import type { TokenInfo } from '@portico/release'
import { LRUCache } from 'lru-cache'
import { AppError } from '../errors/app-error.ts'
import type { Log } from '../telemetry/log.ts'
import { beginTrace } from '../telemetry/trace.ts'
import { anonymousContext } from '../upstream/system-context.ts'
import type { Upstream } from '../upstream/upstream.ts'
import { releaseClient } from './release-client.ts'

/** How long an answer holds, a refusal too: a token that was revoked grants nothing after it. */
const KEPT_MS = 3_000
const MAX_KEPT = 1_000
const TIMEOUT_MS = 5_000
const SECRET = /^ptk_[\w-]{20,200}$/

export type LookedUpToken = Pick<TokenInfo, 'name' | 'apps' | 'actions' | 'expiresAt'>

export interface TokenLookParts {
  /** Asks the release service. Faults: those of the service, UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT. */
  ask(secret: string): Promise<LookedUpToken>
  nowMs?: () => number
}

interface Look {
  at: number
  answer: Promise<LookedUpToken>
}

/**
 * What the release service says of a token that comes with each call of a page. Its answers are kept by the hash of the secret:
 * nothing here compares secrets, and none stays in memory. While the service is away no token counts.
 */
export class TokenLooks {
  readonly #ask: TokenLookParts['ask']
  readonly #nowMs: () => number
  readonly #looks = new LRUCache<string, Look>({ max: MAX_KEPT })

  constructor({ ask, nowMs = Date.now }: TokenLookParts) {
    this.#ask = ask
    this.#nowMs = nowMs
  }

  /** Faults: INVALID_REQUEST, TOKEN_NOT_CHECKED, and TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED of the service. */
  async look(secret: string): Promise<LookedUpToken> {
    if (!SECRET.test(secret)) throw new AppError('INVALID_REQUEST', 'A token begins with ptk_.')
    const token = await this.#find(createHash('sha256').update(secret).digest('hex'), secret)
    if (Date.parse(token.expiresAt) > this.#nowMs()) return token
    throw new AppError({
      code: 'TOKEN_EXPIRED',
      status: 401,
      message: `The token ${token.name} has expired.`,
    })
  }

  #find(hash: string, secret: string): Promise<LookedUpToken> {
    const known = this.#looks.get(hash)
    if (known && this.#nowMs() - known.at < KEPT_MS) return known.answer
    const answer = this.#ask(secret).catch((error: unknown) => {
      throw asRefusal(error)
    })
    this.#looks.set(hash, { at: this.#nowMs(), answer })
    return answer
  }
}

/** What the service says of the token is the answer; anything else says nothing of it. */
function asRefusal(cause: unknown): unknown {
  if (cause instanceof AppError && cause.code.startsWith('TOKEN_')) return cause
  return new AppError('TOKEN_NOT_CHECKED', undefined, undefined, { cause })
}

/** As the token itself: the service judges it, in no user's name. */
export function askOwnToken(upstream: Upstream, log: Log, secret: string): Promise<LookedUpToken> {
  const client = releaseClient(upstream, log, anonymousContext(TIMEOUT_MS, beginTrace()))
  return client.call('getOwnToken', { headers: { authorization: `Bearer ${secret}` } })
}
