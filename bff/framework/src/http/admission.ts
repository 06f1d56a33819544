import type { SessionInfo } from '@portico/micro-app/page-state'
import { GraphFault } from '../graphql/fault.ts'
import { type ContextSources, localeOf, RequestContext } from '../graphql/request-context.ts'
import { readSessionCookie } from '../session/cookie.ts'
import type { Sessions } from '../session/sessions.ts'
import { isSecure } from './client.ts'
import { assertSameSite } from './csrf.ts'
import type { Visit } from './visit.ts'

/** Who may come in: same site, and with a session that lives. */
export class Admission {
  readonly isBehindProxy: boolean
  readonly #sessions: Sessions
  readonly #sources: ContextSources

  constructor(isBehindProxy: boolean, sessions: Sessions, sources: ContextSources) {
    this.isBehindProxy = isBehindProxy
    this.#sessions = sessions
    this.#sources = sources
  }

  /** Faults: CSRF_REQUIRED, CROSS_SITE, UNAUTHENTICATED, SESSION_UNAVAILABLE. */
  async admit(visit: Visit): Promise<RequestContext> {
    assertSameSite(visit.request, this.isBehindProxy)
    const session = await this.findSession(visit)
    if (!session) throw new GraphFault('UNAUTHENTICATED', 'Log in first.')
    return new RequestContext(session, localeOf(visit.request), visit.trace, this.#sources)
  }

  /** Null for a visitor nobody knows. */
  async findSession({ request }: Visit): Promise<SessionInfo | null> {
    const id = readSessionCookie(request, isSecure(request, this.isBehindProxy))
    return id === null ? null : this.#sessions.find(id)
  }
}
