import type { SessionInfo } from '@portico/micro-app/page-state'
import type { DecisionRecord } from '@portico/release'
import { GraphFault } from '../graphql/fault.ts'
import type { Visit } from '../http/visit.ts'
import type { Pin, Pins } from './pin.ts'
import type { Reporter } from './reporter.ts'
import type { RulesKeeper } from './rules-keeper.ts'
import { readPin, roadOfTab, type TabRoad } from './tab-road.ts'

/** What is typed in a page of one person must not be written in the name of another who logged in beside it. */
function isOf({ tenantId, userId }: Pin, { tenant, user }: SessionInfo): boolean {
  return tenantId === tenant.id && userId === user.id
}

function sessionChanged(): GraphFault {
  const message = 'In this browser somebody else has logged in since this page was opened. Load it again.'
  return new GraphFault('SESSION_CHANGED', message)
}

/** Finds the road of every call, tells its tab what is new, and writes down where it went. */
export class TabRoads {
  readonly #rules: RulesKeeper
  readonly #pins: Pins
  readonly #reporter: Reporter

  constructor(rules: RulesKeeper, pins: Pins, reporter: Reporter) {
    this.#rules = rules
    this.#pins = pins
    this.#reporter = reporter
  }

  /**
   * Null while there are no rules at all: everything is stable then. Sets the headers a shell watches for.
   * Faults: SESSION_CHANGED.
   */
  async open({ request, response }: Visit, session: SessionInfo): Promise<TabRoad | null> {
    const rules = await this.#rules.current()
    if (!rules) return null
    const pin = readPin(this.#pins, request.headers['x-portico-snapshot'])
    if (pin && !isOf(pin, session)) {
      response.setHeader('x-portico-session', 'changed')
      throw sessionChanged()
    }
    const tab = roadOfTab(rules, session, pin, Date.now())
    if (tab.newer) response.setHeader('x-portico-newer', tab.newer)
    if (tab.revoked) {
      const { to, isForced } = tab.revoked
      response.setHeader('x-portico-revoked', `${to};force=${isForced ? 1 : 0}`)
    }
    return tab
  }

  /** For whoever asks about this request later. */
  note({ trace }: Visit, tenantId: string, tab: TabRoad, route: string | null): void {
    const record: DecisionRecord = {
      requestId: trace.id,
      at: new Date().toISOString(),
      tenantId,
      kind: 'call',
      snapshotId: tab.road.snapshotId,
      rulesRevision: tab.present.rulesRevision,
      isStale: this.#rules.state === 'STALE',
      decisions: [...tab.present.decisions],
      route,
    }
    this.#reporter.noteDecision(record)
  }
}
