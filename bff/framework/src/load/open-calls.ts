import type { ServerResponse } from 'node:http'
import { AppError } from '../errors/app-error.ts'
import { whenClosed } from '../exchange/when-closed.ts'
import { KeyCounts } from './key-counts.ts'
import { userKey, type Who } from './who.ts'

export interface OpenCallLimits {
  user: number
  tenant: number
}

const RETRY_AFTER_SECONDS = 1

/** Calls whose answers are not finished: an upload that drips, an export no client reads, a query that waits its turn. */
export class OpenCalls {
  readonly #limits: OpenCallLimits
  readonly #ofUsers = new KeyCounts()
  readonly #ofTenants = new KeyCounts()

  constructor(limits: OpenCallLimits) {
    this.#limits = limits
  }

  /** Counts it until its answer is closed. Faults: TOO_MANY_CALLS with `retryAfterSeconds`. */
  enter(who: Who, response: ServerResponse): void {
    const user = userKey(who)
    const { tenantId } = who
    if (this.#ofUsers.of(user) >= this.#limits.user || this.#ofTenants.of(tenantId) >= this.#limits.tenant)
      throw tooMany()
    if (response.closed) return
    this.#ofUsers.add(user, 1)
    this.#ofTenants.add(tenantId, 1)
    whenClosed(response, () => {
      this.#ofUsers.add(user, -1)
      this.#ofTenants.add(tenantId, -1)
    })
  }
}

function tooMany(): AppError {
  const message = 'Too many calls of yours or of your company are under way. Wait for their answers.'
  return new AppError('TOO_MANY_CALLS', message, { retryAfterSeconds: RETRY_AFTER_SECONDS })
}
