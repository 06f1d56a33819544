import type { SessionInfo } from '@portico/micro-app/page-state'
import { AppError } from '../errors/app-error.ts'
import type { HttpExchange } from '../exchange/http-exchange.ts'
import type { Routing } from '../upstream/routing.ts'
import type { Reporter } from './reporter.ts'
import type { Rules } from './rules/rules.ts'
import type { RulesClient } from './rules/rules-client.ts'
import type { SnapshotToken, SnapshotTokens } from './snapshot-token.ts'
import { readSnapshotToken, routingOfTab, type TabRouting } from './tab-routing.ts'

/** What is typed in a page of one person must not be written in the name of another who logged in beside it. */
function isOf({ tenantId, userId }: SnapshotToken, { tenant, user }: SessionInfo): boolean {
  return tenantId === tenant.id && userId === user.id
}

function sessionChanged(): AppError {
  const message = 'In this browser another user has logged in since this page was opened. Load it again.'
  return new AppError('SESSION_CHANGED', message)
}

/** Finds the routing of every call, answers its tab with what is new, and writes down where it went. */
export class TabRouter {
  readonly #rules: RulesClient
  readonly #snapshotTokens: SnapshotTokens
  readonly #reporter: Reporter

  constructor(rules: RulesClient, snapshotTokens: SnapshotTokens, reporter: Reporter) {
    this.#rules = rules
    this.#snapshotTokens = snapshotTokens
    this.#reporter = reporter
  }

  /**
   * Null while there are no rules at all: everything is stable then. Sets the headers a shell watches for.
   * Faults: SESSION_CHANGED.
   */
  async open(http: HttpExchange, session: SessionInfo): Promise<TabRouting | null> {
    const rules = await this.#rules.current()
    return rules && this.#openBy(rules, http, session)
  }

  /** As `open`, where nothing must be looked for; null: `open` says. Faults: those of `open`. */
  openNow(http: HttpExchange, session: SessionInfo): TabRouting | null {
    const rules = this.#rules.currentNow()
    return rules && this.#openBy(rules, http, session)
  }

  #openBy(rules: Rules, { request, response }: HttpExchange, session: SessionInfo): TabRouting {
    const token = readSnapshotToken(this.#snapshotTokens, request.headers['x-portico-snapshot'])
    if (token && !isOf(token, session)) {
      response.setHeader('x-portico-session', 'changed')
      throw sessionChanged()
    }
    const tab = routingOfTab(rules, session, token, Date.now())
    if (tab.newer) response.setHeader('x-portico-newer', tab.newer)
    if (tab.revoked) {
      const { to, isForced } = tab.revoked
      response.setHeader('x-portico-revoked', `${to};force=${isForced ? 1 : 0}`)
    }
    return tab
  }

  /** Of calls without a tab, by the rules in force; null while there are none. */
  async routingOf(session: SessionInfo): Promise<Routing | null> {
    const rules = await this.#rules.current()
    return rules && routingOfTab(rules, session, null, Date.now()).routing
  }

  /** For an operator who asks about this request later. */
  note({ trace }: HttpExchange, tenantId: string, tab: TabRouting, route: string | null): void {
    this.#reporter.noteDecision({
      requestId: trace.id,
      at: Date.now(),
      tenantId,
      kind: 'call',
      snapshotId: tab.routing.snapshotId,
      rulesRevision: tab.present.rulesRevision,
      isStale: this.#rules.state === 'STALE',
      decisions: tab.present.decisions,
      route,
    })
  }
}
