import type { TrafficMeter } from '@portico/telemetry'
import { CATALOGUE } from '../errors/catalogue.ts'
import type { RequestContext } from '../graphql/request-context.ts'
import type { TabRouting } from '../release/tab-routing.ts'
import type { Metrics, OperationOutcome } from '../telemetry/metrics.ts'

const STABLE = 'stable'

/** Operations as they ended: for a scraper, and by tenant for the console. */
export class OperationCounts {
  readonly #metrics: Metrics
  readonly #traffic: TrafficMeter

  constructor(metrics: Metrics, traffic: TrafficMeter) {
    this.#metrics = metrics
    this.#traffic = traffic
  }

  note(
    { notes, tenantId }: RequestContext,
    tab: TabRouting | null,
    ms: number,
    outcome: OperationOutcome,
  ): void {
    // A name that no published app has is the client's to choose, and would make a metric of its own.
    const name = notes.operationName ?? 'anonymous'
    const releases = releasesOf(tab)
    this.#metrics.timeOperation(name, ms, outcome)
    this.#metrics.tenants.count(tenantId)
    this.#traffic.operation(tenantId, notes.app ?? '', name, releases).note(ms, outcome)
    this.#traffic.call('browser', 'gateway', releases === STABLE ? STABLE : 'gray').note(ms, outcome)
  }
}

/** Where a tab lives on several, they are one figure: none of them is to blame alone. */
function releasesOf(tab: TabRouting | null): string {
  if (tab === null) return STABLE
  const { releases } = tab
  return releases.length < 2 ? (releases[0] ?? STABLE) : releases.toSorted().join(' ')
}

/** Errors stand first in an answer; most have none. */
const MAX_LOOKED_AT = 16_384
const FAULTS = faultPattern()

/** Of ours is an error whose code has a status of 500 or more. */
export function outcomeOf(body: string): OperationOutcome {
  if (!body.startsWith('{"errors"')) return 'ok'
  return FAULTS.test(body.slice(0, MAX_LOOKED_AT)) ? 'failed' : 'refused'
}

function faultPattern(): RegExp {
  const codes = Object.entries(CATALOGUE).filter(([, { status }]) => status >= 500)
  return new RegExp(`"code":"(?:${codes.map(([code]) => code).join('|')})"`)
}
