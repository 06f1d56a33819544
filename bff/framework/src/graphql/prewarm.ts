import type { Locale } from '@portico/micro-app/manifest'
import type { SessionInfo } from '@portico/micro-app/page-state'
import { encodeTargets } from '@portico/release/context'
import { LRUCache } from 'lru-cache'
import { beginTrace } from '../telemetry/trace.ts'
import type { Routing } from '../upstream/routing.ts'
import type { GraphAnswer, GraphRequest } from './executor.ts'
import { type ContextSources, RequestContext } from './request-context.ts'

/** What was made lately, in the least that makes it again. */
interface Made {
  request: GraphRequest
  session: SessionInfo
  locale: Locale
  /** Where its calls went: what goes the same way now was not touched. */
  targets: string
}

export interface PrewarmParts {
  sources: ContextSources
  /** Where the calls of a session go by the rules in force; null while there are none. */
  routingOf(session: SessionInfo): Promise<Routing | null>
  run(request: GraphRequest, context: RequestContext): Promise<GraphAnswer>
}

/** Answers of one change of the rules: some 2 s of work at 20 ms each, two at a time. */
const MAX_ANSWERS = 200
/** What was not asked for since is not made again. */
const RECENT_MS = 5 * 60_000
const AT_ONCE = 2

/**
 * After a release, what its tenants asked for lately is made by the revisions they reach now, before they ask again. As any
 * other request it is charged and waits for its turn; what is known already, or was not touched by the release, is found.
 */
export class Prewarm {
  readonly #parts: PrewarmParts
  readonly #made = new LRUCache<string, Made>({ max: MAX_ANSWERS, ttl: RECENT_MS })
  #isRunning = false
  #isAsked = false

  constructor(parts: PrewarmParts) {
    this.#parts = parts
  }

  /** `key`: of the kept answer, without the revisions it came from. */
  note(
    key: string,
    { query, operationName, variables, isRegistered, headers }: GraphRequest,
    context: RequestContext,
  ) {
    const { accept } = headers
    const request: GraphRequest = {
      ...{ method: 'POST', headers: accept === undefined ? {} : { accept }, search: '', body: {} },
      ...{ query, operationName, variables, isRegistered },
    }
    const targets = encodeTargets(context.callContext.route.routing.services)
    this.#made.set(key, { request, session: context.caller, locale: context.locale, targets })
  }

  /** Never rejects. A change of the rules while it runs makes it run once more. */
  async run(): Promise<void> {
    this.#isAsked = true
    if (this.#isRunning) return
    this.#isRunning = true
    while (this.#isAsked) {
      this.#isAsked = false
      const left = [...this.#made.values()]
      await Promise.all(Array.from({ length: AT_ONCE }, () => this.#makeAll(left)))
    }
    this.#isRunning = false
  }

  async #makeAll(left: Made[]): Promise<void> {
    for (let made = left.shift(); made; made = left.shift()) await this.#make(made).catch(() => null)
  }

  async #make({ request, session, locale, targets }: Made): Promise<void> {
    const { routingOf, run, sources } = this.#parts
    const routing = await routingOf(session)
    if (!routing || encodeTargets(routing.services) === targets) return
    const context = new RequestContext(
      { session, device: null, locale, trace: beginTrace(), routing },
      sources,
    )
    context.callContext.priority = 'background'
    await run(request, context)
  }
}
